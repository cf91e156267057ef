import { describe, expect, it } from 'vitest';
import { bollingerMeanReversion } from './bollinger-mean-reversion.ts';
import { runStrategy, syntheticCandles } from './testing/index.ts';

const PERIOD = 20;

function meanOfCloses(candles: readonly { close: number }[], index: number): number {
  return candles.slice(index - PERIOD + 1, index + 1).reduce((sum, { close }) => sum + close / PERIOD, 0);
}

describe.each([1, 2, 3])('Bollinger mean reversion, seed %i', (seed) => {
  const candles = syntheticCandles({ seed, segments: [{ candles: 1500, pull: 0.1, volatility: 0.006 }] });

  it('buys below the mean, sells at it, and earns on a market that comes back', () => {
    const { intents, roundTrips } = runStrategy(bollingerMeanReversion, candles);
    expect(roundTrips).toBeGreaterThan(15);
    let growth = 1;
    for (const [at, { index, intent }] of intents.entries()) {
      const close = candles[index]?.close ?? Number.NaN;
      const fill = candles[index + 1]?.open;
      expect(intent.kind).toBe(at % 2 === 0 ? 'enterLong' : 'exit');
      if (intent.kind === 'enterLong') expect(close).toBeLessThan(meanOfCloses(candles, index) * 0.995);
      else expect(close).toBeGreaterThanOrEqual(meanOfCloses(candles, index) * (1 - 1e-12));
      if (fill !== undefined && at < 2 * roundTrips) growth *= intent.kind === 'exit' ? fill : 1 / fill;
    }
    expect(growth).toBeGreaterThan(1.1);
  });

  it('waits longer for the upper band', () => {
    const patient = runStrategy(bollingerMeanReversion, candles, { parameters: { exitAt: 'upper' } });
    expect(patient.roundTrips).toBeGreaterThan(0);
    expect(patient.roundTrips).toBeLessThan(runStrategy(bollingerMeanReversion, candles).roundTrips);
    const exits = patient.intents.filter(({ intent }) => intent.kind === 'exit');
    for (const { intent } of exits) expect(intent.tag).toBe('upper-band');
  });

  it('trades less with wider bands', () => {
    const wide = runStrategy(bollingerMeanReversion, candles, { parameters: { deviations: 3 } });
    expect(wide.intents.length).toBeLessThan(runStrategy(bollingerMeanReversion, candles).intents.length / 2);
  });
});

it('Bollinger mean reversion does nothing in a market that stands still', () => {
  const flat = syntheticCandles({ seed: 1, segments: [{ candles: 200, volatility: 0 }] });
  expect(runStrategy(bollingerMeanReversion, flat).intents).toEqual([]);
});
