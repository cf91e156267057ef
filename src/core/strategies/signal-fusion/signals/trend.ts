import { integer, number } from '../../api/index.ts';
import { defineSignal, squash } from './signal.ts';

/** How far a fast EMA stands above a slow one, in ATR: 0.75 at one ATR, 0.25 at one ATR below. */
export const trend = defineSignal({
  name: 'trend',
  family: 'trend',
  parameters: {
    trendFast: integer({ from: 5, to: 50, default: 20 }),
    trendSlow: integer({ from: 51, to: 300, default: 55 }),
    trendWeight: number({ from: 0, to: 3, default: 1.5 }),
  },
  weight: ({ trendWeight }) => trendWeight,
  setup({ trendFast, trendSlow }, indicators) {
    const fast = indicators.ema(trendFast);
    const slow = indicators.ema(trendSlow);
    const atr = indicators.atr(14);
    return (_, scores, at) => {
      scores[at] = squash((fast.current - slow.current) / atr.current);
    };
  },
});
