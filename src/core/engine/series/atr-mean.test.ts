import { describe, expect, it } from 'vitest';
import { Line } from '../../indicators/index.ts';
import { toldEngine } from '../testing/told-engine.ts';
import { AtrMean } from './atr-mean.ts';

/** The mean that is known after so many values, and one candle more. */
function meanOf(values: readonly number[]): number {
  const line = new Line();
  const mean = new AtrMean(line);
  for (const value of [...values, Number.NaN]) {
    line.push(value);
    mean.update();
  }
  return mean.current;
}

const counted = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

describe('the mean of the ATR', () => {
  it('is that of all values as long as there are few', () => {
    expect(meanOf(counted(49))).toBeNaN();
    expect(meanOf(counted(50))).toBeCloseTo(25.5, 12);
  });

  it('is exponential over 100 values from then on', () => {
    const steady = Array.from({ length: 200 }, () => 1);
    expect(meanOf([...steady, 11])).toBeCloseTo(1 + 20 / 101, 12);
    expect(meanOf([...steady, 11, 1])).toBeCloseTo(1 + (20 / 101) * (1 - 2 / 101), 12);
  });
});

/** So many candles of a range of 2, then one of `range` with a wish to enter. */
function denials(calm: number, range: number, limit = 0.3, between = ''): readonly string[] {
  const told = toldEngine({ risk: { atrSpikeRatio: limit }, exits: {} });
  for (let at = 0; at < calm; at += 1) told.tell('candle 100 high 101 low 99');
  if (between !== '') told.tell(between);
  return told.denials(`candle 100 high ${100 + range / 2} low ${100 - range / 2} buy`);
}

describe('a range that jumps', () => {
  // ATR moves by a fourteenth of what the range is off: 2 + (10.4 - 2) / 14 is 2.6, 30 % above its mean.
  it.each([
    ['not at all', 2, []],
    ['short of the limit', 10.39, []],
    ['beyond the limit', 10.41, ['atrSpike']],
    ['a lot', 50, ['atrSpike']],
    ['the other way', 0.5, []],
  ])('%s denies entries or not', (_how, range, codes) => {
    expect(denials(80, range)).toEqual(codes);
  });

  it.each([
    // The ATR has its first value with candle 15, and its mean counts after fifty of them.
    ['before there is a mean', 63, []],
    ['with the first mean', 64, ['atrSpike']],
  ])('%s denies entries or not', (_when, calm, codes) => {
    expect(denials(calm, 50)).toEqual(codes);
  });

  it('is measured against the mean before it, not with itself', () => {
    // With itself in it the mean would be up by a fiftieth of the jump, and the ratio below this limit.
    expect(denials(64, 2 + 14, 0.49)).toEqual(['atrSpike']);
    expect(denials(64, 2 + 14, 0.5)).toEqual([]);
  });

  it('becomes what is usual when it lasts', () => {
    const told = toldEngine({ risk: { atrSpikeRatio: 0.3 }, exits: {} });
    for (let at = 0; at < 80; at += 1) told.tell('candle 100 high 101 low 99');
    expect(told.denials('candle 100 high 120 low 80 buy')).toEqual(['atrSpike']);
    for (let at = 0; at < 300; at += 1) told.tell('candle 100 high 120 low 80');
    expect(told.denials('candle 100 high 120 low 80 buy')).toEqual([]);
  });

  it('learns from history', () => {
    const told = toldEngine({ risk: { atrSpikeRatio: 0.3 }, exits: {} });
    for (let at = 0; at < 80; at += 1) told.tell('backfill 100 high 101 low 99');
    expect(told.denials('candle 100 high 120 low 80 buy')).toEqual(['atrSpike']);
  });

  it('does not learn from candles told twice', () => {
    expect(denials(63, 50, 0.3, 'again, again, again')).toEqual([]);
  });
});
