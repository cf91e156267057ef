import { describe, expect, it } from 'vitest';
import { donchianBreakout } from './donchian-breakout.ts';
import { runStrategy, syntheticCandles } from './testing/index.ts';

describe.each([1, 2, 3])('Donchian breakout, seed %i', (seed) => {
  const walk = syntheticCandles({ seed, segments: [{ candles: 1500, volatility: 0.006 }] });

  it('acts exactly when the close leaves the channel of the candles before it', () => {
    const { intents } = runStrategy(donchianBreakout, walk);
    const expected: [number, string][] = [];
    for (let index = 20, isIn = false; index < walk.length; index += 1) {
      const close = walk[index]?.close ?? Number.NaN;
      const highest = Math.max(...walk.slice(index - 20, index).map(({ high }) => high));
      const lowest = Math.min(...walk.slice(index - 10, index).map(({ low }) => low));
      if (isIn ? close >= lowest : close <= highest) continue;
      expected.push([index, isIn ? 'exit' : 'enterLong']);
      isIn = !isIn;
    }
    expect(expected.length).toBeGreaterThan(20);
    expect(intents.map(({ index, intent }) => [index, intent.kind])).toEqual(expected);
  });

  it('rides a rise and is out soon after it ends', () => {
    const segments = [
      { candles: 100, pull: 0.2, volatility: 0.003 },
      { candles: 100, drift: 0.006, volatility: 0.003 },
      { candles: 60, drift: -0.006, volatility: 0.003 },
    ];
    const { intents, position } = runStrategy(donchianBreakout, syntheticCandles({ seed, segments }));
    const ridden = intents.filter(({ index }) => index >= 110 && index < 200);
    expect(ridden).toEqual([]);
    expect(intents.findLast(({ index }) => index < 110)?.intent.kind).toBe('enterLong');
    expect(intents.at(-1)?.intent).toMatchObject({ kind: 'exit', tag: 'breakdown' });
    expect(position).toBeUndefined();
  });

  it('leaves earlier with a shorter exit channel', () => {
    const [quick, patient] = [5, 60].map((exitPeriod) =>
      runStrategy(donchianBreakout, walk, { parameters: { exitPeriod } }),
    );
    expect(quick?.roundTrips).toBeGreaterThan(patient?.roundTrips ?? Number.NaN);
  });
});
