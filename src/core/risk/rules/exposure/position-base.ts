/** Largest position in base: what is held and being bought, with this order. */
import { toSignal } from '../../../../domain/units.ts';
import type { RiskContext, RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxPositionBase?: number;
  }
}

export const positionBase: RiskRule = {
  setting: 'maxPositionBase',
  name: 'position-base',
  code: 'positionBase',
  scope: 'entry',
  reading: (context) => ({
    limit: context.settings.maxPositionBase,
    value: baseWith(context),
    unit: context.order.instrument.base,
  }),
  deny(context) {
    const limit = context.settings.maxPositionBase;
    if (limit === undefined || baseWith(context) <= limit) return undefined;
    const { base } = context.order.instrument;
    return `the position would be ${plain(baseWith(context))} ${base}, the limit is ${plain(limit)} ${base}`;
  },
};

function baseWith({ order, portfolio }: RiskContext): number {
  return portfolio.symbolBase + toSignal(order.quantity);
}
