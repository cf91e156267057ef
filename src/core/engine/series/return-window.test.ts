import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReturnWindow } from './return-window.ts';

type Return = readonly [openTimeMs: number, value: number];

function holding(returns: readonly Return[]): ReturnWindow {
  const window = new ReturnWindow();
  for (const [openTimeMs, value] of returns) window.push(openTimeMs, value);
  return window;
}

/** The returns of closes, one an interval. */
function returnsOf(count: number, close: (at: number) => number): Return[] {
  return Array.from({ length: count }, (_, at) => [at + 1, close(at + 1) / close(at) - 1]);
}

const alternating = (size: number) => Array.from({ length: 60 }, (_, at): Return => [at, at % 2 ? size : -size]);
const itself = (returns: readonly Return[]) => holding(returns).correlation(holding(returns));
const one = (size: number) => Array.from({ length: 65 }, (_, at): Return => [at, at === 0 ? size : 0]);
const wave = (at: number) => 100 + 5 * Math.sin(at / 3) + (at % 4);
const other = (at: number) => 50 + 3 * Math.cos(at / 5) + (at % 7);

/** By the definition, over pairs looked up by time. */
function pearson(mine: readonly Return[], theirs: readonly Return[]): number {
  const byTime = new Map(theirs.slice(-96));
  const pairs = mine.slice(-96).flatMap(([at, a]): [number, number][] => {
    const b = byTime.get(at);
    return b === undefined ? [] : [[a, b]];
  });
  const mean = (of: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[of], 0) / pairs.length;
  const [meanA, meanB] = [mean(0), mean(1)];
  const sum = (of: (a: number, b: number) => number) => pairs.reduce((t, [a, b]) => t + of(a - meanA, b - meanB), 0);
  return sum((a, b) => a * b) / Math.sqrt(sum((a) => a * a) * sum((_, b) => b * b));
}

describe('a correlation of returns', () => {
  const worlds = fc.record({
    values: fc.array(fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 })), {
      minLength: 80,
      maxLength: 200,
    }),
    missingA: fc.uniqueArray(fc.nat(199), { maxLength: 20 }),
    missingB: fc.uniqueArray(fc.nat(199), { maxLength: 20 }),
  });

  it('pairs by open time, is the same from either side and never leaves -1 to 1', () => {
    fc.assert(
      fc.property(worlds, ({ values, missingA, missingB }) => {
        const all = (of: 0 | 1, missing: readonly number[]) =>
          values.map((pair, at): Return => [at, pair[of] / 1e4]).filter(([at]) => !missing.includes(at));
        const [mine, theirs] = [all(0, missingA), all(1, missingB)];
        const correlation = holding(mine).correlation(holding(theirs));
        expect(holding(theirs).correlation(holding(mine))).toBe(correlation);
        expect(correlation).toBeCloseTo(pearson(mine, theirs), 9);
        expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
      }),
      { seed: 20240101, numRuns: 200 },
    );
  });

  it.each([0, 1, 40, 94, 95])('is 1 for a twin that lacks its return %i, and for one that has it', (missing) => {
    const whole = returnsOf(96, wave);
    const lacking = whole.filter((_, at) => at !== missing);
    expect(holding(whole).correlation(holding(lacking))).toBe(1);
    expect(holding(lacking).correlation(holding(whole))).toBe(1);
    expect(holding(whole).correlation(holding(whole))).toBe(1);
  });

  it('leaves out of a pair what only one has', () => {
    const [mine, theirs] = [returnsOf(90, wave), returnsOf(90, other)];
    const without = (returns: readonly Return[]) => holding(returns.filter((_, at) => at !== 40));
    expect(holding(mine).correlation(without(theirs))).toBe(without(mine).correlation(without(theirs)));
  });

  it.each([
    [29, Number.NaN],
    [30, 1],
  ])('of %i common returns is %d', (count, expected) => {
    const whole = returnsOf(96, wave);
    expect(holding(whole).correlation(holding(whole.slice(-count)))).toBe(expected);
  });

  it('of returns that were never there at one time is not known', () => {
    const shifted = returnsOf(96, wave).map(([at, value]): Return => [at + 96, value]);
    expect(holding(returnsOf(96, wave)).correlation(holding(shifted))).toBeNaN();
  });

  it('of returns that vary by no more than rounding leaves is 0', () => {
    const rounding = 4 * Number.EPSILON;
    expect(itself(alternating(0.9 * rounding))).toBe(0);
    expect(itself(alternating(1.1 * rounding))).toBeCloseTo(1, 12);
    // One return among 64 of 0 whose square, less the mean, is the bound to the last bit.
    expect(itself(one((65 / 8) * rounding))).toBe(0);
    expect(itself(one((65.1 / 8) * rounding))).toBe(1);
  });

  it.each([
    ['a price that stands still', () => 100],
    ['steady growth, whose variance is rounding', (at: number) => 100 * 1.01 ** at],
  ])('with %s is 0', (_what, close) => {
    const steady = holding(returnsOf(96, close));
    expect(holding(returnsOf(96, wave)).correlation(steady)).toBe(0);
    expect(steady.correlation(holding(returnsOf(96, (at) => 37 * 1.02 ** at)))).toBe(0);
  });
});
