/** No new risk on prices that are no longer true: counted in candle intervals since the newest close. */
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    /** Newest candle may be this many intervals old. */
    readonly maxStaleCandles?: number;
  }
}

export const staleData: RiskRule = {
  setting: 'maxStaleCandles',
  name: 'stale-data',
  code: 'staleData',
  scope: 'entry',
  reading: ({ settings, market }) => ({
    limit: settings.maxStaleCandles,
    value: (market.nowMs - market.lastCandleMs) / market.intervalMs,
    unit: 'candles',
  }),
  deny({ settings, market }) {
    const limit = settings.maxStaleCandles;
    const ageMs = market.nowMs - market.lastCandleMs;
    if (limit === undefined || ageMs <= limit * market.intervalMs) return undefined;
    return `the newest candle is ${plain(ageMs / market.intervalMs)} intervals old, at most ${plain(limit)} are allowed`;
  },
};
