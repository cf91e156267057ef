/** Indicators that bridged a hole in the data get some good candles before their next entry is believed. */
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    /** After a gap, this many good candles before the next entry. */
    readonly candlesAfterGap?: number;
  }
}

export const candleGap: RiskRule = {
  setting: 'candlesAfterGap',
  name: 'candle-gap',
  code: 'candleGap',
  scope: 'entry',
  reading: ({ settings, market }) => ({
    limit: settings.candlesAfterGap,
    value: market.candlesSinceGap,
    unit: 'candles',
  }),
  deny({ settings, market }) {
    const limit = settings.candlesAfterGap;
    if (limit === undefined || market.candlesSinceGap >= limit) return undefined;
    return `${plain(market.candlesSinceGap)} candles since the last gap, at least ${plain(limit)} are needed`;
  },
};
