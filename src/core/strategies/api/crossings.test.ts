import { describe, expect, it } from 'vitest';
import { Line } from '../../indicators/index.ts';
import { crossedAbove, crossedBelow, isFalling, isRising } from './crossings.ts';

function aLine(...values: readonly number[]): Line {
  const line = new Line();
  for (const value of values) line.push(value);
  return line;
}

describe('crossings', () => {
  it.each([
    { line: [1, 3], other: [2, 2], above: true, below: false },
    { line: [3, 1], other: [2, 2], above: false, below: true },
    { line: [2, 3], other: [2, 2], above: true, below: false },
    { line: [2, 1], other: [2, 2], above: false, below: true },
    { line: [1, 2], other: [2, 2], above: false, below: false },
    { line: [3, 4], other: [2, 2], above: false, below: false },
    { line: [2, 2], other: [3, 1], above: true, below: false },
  ])('$line against $other: above $above, below $below', ({ line, other, above, below }) => {
    expect(crossedAbove(aLine(...line), aLine(...other))).toBe(above);
    expect(crossedBelow(aLine(...line), aLine(...other))).toBe(below);
  });

  it('take a level in place of a line', () => {
    expect(crossedAbove(aLine(29, 31), 30)).toBe(true);
    expect(crossedBelow(aLine(31, 29), 30)).toBe(true);
    expect(crossedAbove(aLine(30, 31), 30)).toBe(true);
    expect(crossedBelow(aLine(30, 29), 30)).toBe(true);
    expect(crossedAbove(aLine(31, 32), 30)).toBe(false);
    expect(crossedBelow(aLine(29, 28), 30)).toBe(false);
    expect(crossedAbove(aLine(29, 30), 30)).toBe(false);
    expect(crossedBelow(aLine(31, 30), 30)).toBe(false);
  });

  it.each([
    ['no line has a value', aLine(), aLine()],
    ['the line has its first value', aLine(5), aLine(1, 1)],
    ['the other has its first value', aLine(0, 5), aLine(1)],
    ['only the other is warm', aLine(), aLine(1, 1)],
  ])('never happen while %s', (_, line, other) => {
    expect(crossedAbove(line, other)).toBe(false);
    expect(crossedBelow(line, other)).toBe(false);
  });

  it('of a level never happen before the second value', () => {
    expect(crossedAbove(aLine(31), 30)).toBe(false);
    expect(crossedBelow(aLine(29), 30)).toBe(false);
  });
});

describe('direction', () => {
  it('compares with the candle before', () => {
    expect([isRising(aLine(1, 2)), isFalling(aLine(1, 2))]).toEqual([true, false]);
    expect([isRising(aLine(2, 1)), isFalling(aLine(2, 1))]).toEqual([false, true]);
    expect([isRising(aLine(1, 1)), isFalling(aLine(1, 1))]).toEqual([false, false]);
  });

  it('is neither before there are two values', () => {
    expect([isRising(aLine(1)), isFalling(aLine(1))]).toEqual([false, false]);
  });
});
