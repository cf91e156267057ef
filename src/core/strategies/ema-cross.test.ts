import { describe, expect, it } from 'vitest';
import { emaCross } from './ema-cross.ts';
import { runStrategy, syntheticCandles } from './testing/index.ts';

describe.each([1, 2, 3])('EMA cross, seed %i', (seed) => {
  const segments = [
    { candles: 150, drift: -0.002, volatility: 0.003 },
    { candles: 150, drift: 0.004, volatility: 0.003 },
    { candles: 150, drift: -0.004, volatility: 0.003 },
  ];

  it('buys after the fast average crosses and sells on the way back', () => {
    const { intents, roundTrips } = runStrategy(emaCross, syntheticCandles({ seed, segments }));
    expect(intents.map(({ intent }) => intent)).toEqual([
      { kind: 'enterLong', reason: 'fast crossed above slow', tag: 'cross-up' },
      { kind: 'exit', reason: 'fast crossed below slow', tag: 'cross-down' },
    ]);
    const [entry, exit] = intents.map(({ index }) => index);
    expect(entry).toBeGreaterThan(150);
    expect(entry).toBeLessThan(200);
    expect(exit).toBeGreaterThan(300);
    expect(exit).toBeLessThan(350);
    expect(roundTrips).toBe(1);
  });

  it('takes no trend for new that began before it could know', () => {
    const rise = [{ candles: 300, drift: 0.004, volatility: 0.003 }];
    expect(runStrategy(emaCross, syntheticCandles({ seed, segments: rise })).intents).toEqual([]);
  });
});
