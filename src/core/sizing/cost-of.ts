import { toSignal } from '../../domain/units.ts';
import type { SizeInput } from './method.ts';

/** Far above the rounding errors of a few products, far below any step: 10 units asked for must not become 9.999…. */
const ROUNDING_ROOM = 1 + 1e-12;

/** Quote that a quantity costs at the reference price, fee included. */
export function costOf(quantity: number, { price, feeRate }: SizeInput): number {
  return quantity * price * (1 + toSignal(feeRate)) * ROUNDING_ROOM;
}
