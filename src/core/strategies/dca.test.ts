import { describe, expect, it } from 'vitest';
import type { Candle } from './api/index.ts';
import { dca } from './dca.ts';
import { type StrategyRun, runStrategy, syntheticCandles } from './testing/index.ts';

/** Candles that open where the last one closed. */
function closing(...closes: readonly number[]): Candle[] {
  return closes.map((close, index) => {
    const open = closes[index - 1] ?? close;
    return {
      openTimeMs: index * 60_000,
      open,
      high: Math.max(open, close),
      low: Math.min(open, close),
      close,
      volume: 1,
    };
  });
}

function run(candles: readonly Candle[], parameters: Readonly<Record<string, unknown>>): StrategyRun {
  return runStrategy(dca, candles, { parameters });
}

function steps({ intents }: StrategyRun): unknown[] {
  return intents.map(({ index, intent }) => [index, intent.tag]);
}

const FLAT = closing(...Array.from({ length: 100 }, () => 100));

describe('dollar-cost averaging by the calendar', () => {
  it('spends the fixed amount every so many candles, from the first one on', () => {
    const all = run(FLAT, { everyCandles: 30, quoteAmount: 25 });
    expect(all.intents.map(({ index }) => index)).toEqual([0, 30, 60, 90]);
    for (const { intent } of all.intents) {
      expect(intent).toEqual({
        kind: 'enterLong',
        reason: 'purchase due every 30 candles',
        tag: 'interval',
        size: { kind: 'fixedQuote', quote: 25 },
      });
    }
    expect(all.position?.entries).toBe(4);
    expect(all.position?.quantity).toBeCloseTo(1, 12);
  });

  it('stops at its own limit of entries', () => {
    expect(run(FLAT, { everyCandles: 10, maxEntries: 3 }).intents).toHaveLength(3);
  });

  it('keeps its schedule through a take profit', () => {
    const candles = closing(100, 100, 100, 111, 111, 111, 111, 111);
    expect(steps(run(candles, { everyCandles: 5, takeProfitRatio: 0.1 }))).toEqual([
      [0, 'interval'],
      [3, 'take-profit'],
      [5, 'interval'],
    ]);
  });
});

describe('dollar-cost averaging into falling prices', () => {
  it('buys at once, and again whenever the close is far enough below the last purchase', () => {
    // Filled at the next open: 100, then 89, then 80.
    const candles = closing(100, 95, 91, 89, 85, 81, 80, 79, 73);
    expect(steps(run(candles, { trigger: 'drop', dropRatio: 0.1 }))).toEqual([
      [0, 'first'],
      [3, 'drop'],
      [6, 'drop'],
    ]);
  });

  it('measures the drop from the last purchase, not from the average', () => {
    // After fills at 100 and 89 the average is about 94: 84 is 10 % below it, but not below 89.
    expect(run(closing(100, 100, 89, 89, 84, 84), { trigger: 'drop', dropRatio: 0.1 }).intents).toHaveLength(2);
    expect(run(closing(100, 100, 89, 89, 80, 80), { trigger: 'drop', dropRatio: 0.1 }).intents).toHaveLength(3);
  });

  it('takes profit on the average and begins again', () => {
    const candles = closing(100, 100, 80, 80, 98, 99, 99);
    // 50 at 100 and 50 at 80: average 88.9, so 98 is 10 % above it though below the first purchase.
    expect(steps(run(candles, { trigger: 'drop', dropRatio: 0.2, takeProfitRatio: 0.1 }))).toEqual([
      [0, 'first'],
      [2, 'drop'],
      [4, 'take-profit'],
      [5, 'first'],
    ]);
  });

  it('never sells when told not to', () => {
    const rise = syntheticCandles({ seed: 1, segments: [{ candles: 500, drift: 0.01 }] });
    for (const trigger of ['interval', 'drop']) {
      const { intents } = run(rise, { trigger, takeProfitRatio: 0 });
      expect(intents.filter(({ intent }) => intent.kind === 'exit')).toEqual([]);
    }
  });

  it('has a limit of entries even in a crash', () => {
    const crash = syntheticCandles({ seed: 1, segments: [{ candles: 300, drift: -0.05 }] });
    expect(run(crash, { trigger: 'drop', dropRatio: 0.01, maxEntries: 7 }).intents).toHaveLength(7);
  });
});

it('the declared limit of entries is the largest one a person may choose', () => {
  expect(dca.maxEntries).toBe(dca.parameters.maxEntries.to);
});
