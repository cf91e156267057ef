import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candle, resolveParameters } from './api/index.ts';
import { strategies } from './index.ts';
import { type RunOptions, type Segment, runStrategy, syntheticCandles } from './testing/index.ts';

/** Something for everyone: noise, a rise, a crash, a market that comes back. */
const SEGMENTS: readonly Segment[] = [
  { candles: 220, volatility: 0.006 },
  { candles: 90, drift: 0.004, volatility: 0.006 },
  { candles: 20, drift: -0.01, volatility: 0.02 },
  { candles: 90, drift: -0.002, volatility: 0.006 },
  { candles: 180, pull: 0.1, volatility: 0.008 },
];

/** A signals file that enters and leaves now and then, for strategies that trade by one. */
function optionsFor(candles: readonly Candle[]): RunOptions {
  const rows = candles.flatMap(({ openTimeMs }, index) =>
    index % 17 === 0 ? `${openTimeMs},${index % 2},${(index + 1) % 2},every-17` : [],
  );
  return { attachments: { file: rows.join('\n') } };
}

/** The same past, another future. */
function withAnotherFuture(candles: readonly Candle[], from: number): Candle[] {
  return candles.map(({ openTimeMs, open, high, low, close, volume }, index) =>
    index < from
      ? { openTimeMs, open, high, low, close, volume }
      : { openTimeMs, open: open * 2, high: high * 3, low: low / 2, close: close * 2.5, volume: volume * 7 },
  );
}

describe.each(strategies.map((strategy) => [strategy.name, strategy] as const))('strategy %s', (_, strategy) => {
  it('never looks ahead: a shorter history or another future changes no earlier intent', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 200, max: 599 }), (seed, cut) => {
        const candles = syntheticCandles({ seed, segments: SEGMENTS });
        const options = optionsFor(candles);
        const earlier = runStrategy(strategy, candles, options).intents.filter(({ index }) => index < cut);
        const shorter = runStrategy(strategy, candles.slice(0, cut), options).intents;
        const other = runStrategy(strategy, withAnotherFuture(candles, cut), options).intents;
        expect(shorter).toEqual(earlier);
        expect(other.filter(({ index }) => index < cut)).toEqual(earlier);
        compared += earlier.length;
      }),
      { numRuns: 15 },
    );
    expect(compared).toBeGreaterThan(0);
  });

  it('keeps nothing between runs: a run repeats itself even with another one inside it', () => {
    const candles = syntheticCandles({ seed: 7, segments: SEGMENTS });
    const alone = runStrategy(strategy, candles, optionsFor(candles));
    let nested = 0;
    const interrupted = runStrategy(strategy, candles, {
      ...optionsFor(candles),
      onAsked: ({ index }) => {
        if (index % 150 === 0)
          nested += runStrategy(strategy, candles.slice(0, 400), optionsFor(candles)).intents.length;
      },
    });
    expect(nested).toBeGreaterThan(0);
    expect(interrupted.intents).toEqual(alone.intents);
  });

  it('gives every intent a reason and a tag', () => {
    const candles = syntheticCandles({ seed: 3, segments: SEGMENTS });
    const { intents } = runStrategy(strategy, candles, optionsFor(candles));
    expect(intents.length).toBeGreaterThan(0);
    for (const { intent } of intents) {
      expect(intent.reason).toMatch(/^[a-z].{8,}$/);
      expect(intent.tag).toMatch(/^[a-z0-9-]+$/);
    }
  });

  it('declares defaults inside its ranges, and ranges that leave a choice', () => {
    expect(resolveParameters(strategy.parameters, {})).toMatchObject({ ok: true });
    for (const parameter of Object.values(strategy.parameters)) {
      if (parameter.kind === 'integer' || parameter.kind === 'number')
        expect(parameter.from).toBeLessThan(parameter.to);
      if (parameter.kind === 'choice') expect(parameter.options.length).toBeGreaterThan(1);
    }
  });

  it('describes itself in one sentence', () => {
    expect(strategy.description).toMatch(/^[A-Z][^.]{20,140}\.$/);
  });
});

describe('the list of strategies', () => {
  it('names each once, in kebab case, the default first', () => {
    const names = strategies.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(names[0]).toBe('signal-fusion');
  });
});
