/** The process stood still: what it knows of the market is from before that. Exits leave, whatever is known. */
import type { RiskRule } from '../../rule.ts';

export const freshData: RiskRule = {
  name: 'fresh-data',
  code: 'freshData',
  scope: 'entry',
  reading: ({ market }) => ({
    limit: 'fresh',
    value: market.lastCandleMs > market.freshAfterMs ? 'fresh' : 'outdated',
    unit: 'state',
  }),
  deny({ market }) {
    if (market.lastCandleMs > market.freshAfterMs) return undefined;
    return 'the data is outdated: no candle has closed since the process stood still, and it must be fresh';
  },
};
