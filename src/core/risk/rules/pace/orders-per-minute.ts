/** A runaway strategy is stopped by its own pace. Exits count toward the pace but are never held back by it. */
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxOrdersPerMinute?: number;
  }
}

export const ordersPerMinute: RiskRule = {
  setting: 'maxOrdersPerMinute',
  name: 'orders-per-minute',
  code: 'ordersPerMinute',
  scope: 'entry',
  reading: ({ settings, portfolio }) => ({
    limit: settings.maxOrdersPerMinute,
    value: portfolio.ordersLastMinute,
    unit: 'orders',
  }),
  deny({ settings, portfolio }) {
    const limit = settings.maxOrdersPerMinute;
    if (limit === undefined || portfolio.ordersLastMinute < limit) return undefined;
    return `${plain(portfolio.ordersLastMinute)} orders were sent in the last minute, the limit is ${plain(limit)}`;
  },
};
