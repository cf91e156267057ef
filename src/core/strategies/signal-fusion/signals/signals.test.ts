import { describe, expect, it } from 'vitest';
import type { StrategyDefinition } from '../../api/index.ts';
import { type Segment, runStrategy, syntheticCandles } from '../../testing/index.ts';
import { type SignalDefinition, signalParameters, signals } from './index.ts';

/** What a signal says after each candle, from its warm-up on. */
function readings(signal: SignalDefinition, segments: readonly Segment[], seed = 1): number[] {
  const values: number[] = [];
  const recorder: StrategyDefinition = {
    name: 'recorder',
    parameters: signal.parameters,
    setup({ parameters, indicators }) {
      const read = signal.setup(parameters, indicators);
      const scores = Float64Array.of(Number.NaN);
      return ({ candle }) => {
        read(candle, scores, 0);
        values.push(...scores);
        return undefined;
      };
    },
  };
  runStrategy(recorder, syntheticCandles({ seed, segments }));
  return values;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Gathering pace, which is what MACD's histogram looks for. */
const RISE = [0.001, 0.003, 0.006, 0.01].map((drift) => ({ candles: 70, drift, volatility: 0.006 }));
const FALL = RISE.map(({ drift, ...rest }) => ({ ...rest, drift: -drift }));

describe.each(signals.map((signal) => [signal.name, signal] as const))('signal %s', (name, signal) => {
  it('stays within 0..1 in every kind of market', () => {
    const crash = [
      { candles: 200 },
      { candles: 20, drift: -0.05, volatility: 0.05 },
      { candles: 200, volatility: 0.001 },
    ];
    const values = [...readings(signal, crash), ...readings(signal, RISE), ...readings(signal, FALL)];
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThanOrEqual(1);
  });

  it('is neutral on average in a random walk', () => {
    const means = [1, 2, 3, 4].map((seed) => mean(readings(signal, [{ candles: 3000 }], seed)));
    expect(Math.abs(mean(means) - 0.5)).toBeLessThan(0.06);
  });

  it('tells a rise from a fall, the reverting ones the other way round', () => {
    const difference = mean(readings(signal, RISE)) - mean(readings(signal, FALL));
    expect(signal.family === 'reversion' ? -difference : difference).toBeGreaterThan(0.05);
  });

  it('begins the names of its parameters with its own, declares a weight, and is part of the strategy', () => {
    const names = Object.keys(signal.parameters);
    expect(names).toContain(`${name}Weight`);
    for (const parameter of names) expect(parameter.startsWith(name)).toBe(true);
    expect(Object.keys(signalParameters)).toEqual(expect.arrayContaining(names));
  });
});

describe('in a market that stands still', () => {
  it.each(['trend', 'macd', 'strength', 'bollinger'])('signal %s has nothing to say', (name) => {
    const signal = signals.find((candidate) => candidate.name === name);
    const values = signal ? readings(signal, [{ candles: 200, volatility: 0 }]) : [];
    expect(values.length).toBeGreaterThan(0);
    for (const value of values) expect(value).toBeNaN();
  });
});
