import { expect, it } from 'vitest';
import { costLines } from './index.ts';
import { aReport } from './testing.ts';

const { run } = aReport();

it('names what a simulated market did not take as well', () => {
  expect(Object.fromEntries(costLines(run))).toEqual({
    Spread: 'none',
    Slippage: 'none',
    Depth: 'endless',
    Volume: 'no limit',
    Latency: 'none',
  });
});

it('names spread, slippage, depth, volume and latency in their units', () => {
  const costs = { spreadBps: 4, slippageBps: 2.5, depthQuotePerBps: 50_000, maxVolumeShare: 0.1 };
  expect(costLines({ ...run, ...costs, latencyCandles: 1, latencyMs: 1250 }).map(([, value]) => value)).toEqual([
    '4 bps',
    '2.5 bps',
    '50,000 USDT per bps',
    'at most 10.00 % of a candle',
    '1 candle and 1,250 ms',
  ]);
});
