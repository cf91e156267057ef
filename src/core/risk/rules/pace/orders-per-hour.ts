/** Bounds what fees can eat while nobody watches. Exits count toward the pace but are never held back by it. */
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxOrdersPerHour?: number;
  }
}

export const ordersPerHour: RiskRule = {
  setting: 'maxOrdersPerHour',
  name: 'orders-per-hour',
  code: 'ordersPerHour',
  scope: 'entry',
  reading: ({ settings, portfolio }) => ({
    limit: settings.maxOrdersPerHour,
    value: portfolio.ordersLastHour,
    unit: 'orders',
  }),
  deny({ settings, portfolio }) {
    const limit = settings.maxOrdersPerHour;
    if (limit === undefined || portfolio.ordersLastHour < limit) return undefined;
    return `${plain(portfolio.ordersLastHour)} orders were sent in the last hour, the limit is ${plain(limit)}`;
  },
};
