/** Exposure as it would be with the order under judgement, if everything that works at the venue fills. */
import { toSignal } from '../../../../domain/units.ts';
import type { RiskContext } from '../../rule.ts';

/** Quote in positions of the order's instrument. */
export function symbolExposureWith({ order, portfolio }: RiskContext): number {
  return portfolio.symbolExposure + toSignal(order.notional);
}

/** Quote in positions of all instruments. */
export function totalExposureWith({ order, portfolio }: RiskContext): number {
  return portfolio.exposure + toSignal(order.notional);
}
