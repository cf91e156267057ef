/** While nobody knows whether an order exists, a second one could double the position. */
import type { RiskRule } from '../../rule.ts';

export const unknownOrder: RiskRule = {
  name: 'unknown-order',
  code: 'unknownOrder',
  scope: 'entry',
  reading: ({ portfolio }) => ({
    limit: 'none',
    value: portfolio.hasUnknownOrder ? 'unresolved' : 'none',
    unit: 'state',
  }),
  deny({ order, portfolio }) {
    if (!portfolio.hasUnknownOrder) return undefined;
    return `an order of ${order.instrument.symbol} is unresolved: none may have an unknown outcome`;
  },
};
