/** Leaving a position: whatever asks for it, the same path. Entry rules have no say here. */
import { multiply } from '../../../domain/decimal.ts';
import { isTooSmall, quantizeQuantity } from '../../../domain/market/instrument.ts';
import type { OrderPurpose } from '../../../domain/orders/order.ts';
import { isProtecting } from '../../../domain/trading-state.ts';
import { type Price, type Quantity, fromSignal, toSignal } from '../../../domain/units.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { ProtectiveOrder } from '../state/protective-order.ts';
import { keepBack, pursueGoalWhenDue } from './pursue.ts';
import { requestCancel } from './requests.ts';
import { clearLevels } from './resting/reconcile.ts';
import { deny } from './submit.ts';

/** Why and how much to sell; strategies, levels and operators ask alike. */
export interface ExitIntent {
  readonly purpose: Exclude<OrderPurpose, 'entry'>;
  readonly reason: string;
  readonly tag?: string | undefined;
  /** Part of the position, default all of it. */
  readonly share?: number | undefined;
  /** Price that the order is judged at; the last known one by default. */
  readonly price?: number;
  /** Nothing will ask for it again: it is remembered, also where it may not be done now. */
  readonly isLasting?: boolean;
  /** The stop or target whose trigger was reached. */
  readonly firedBy?: ProtectiveOrder | undefined;
}

/**
 * Wishes the lane's position, or the share asked for, gone. The wish is the lane's goal until it is reached: what is at
 * work already comes first, an entry that still rests is canceled, and what fills meanwhile is sold as well.
 */
export function leave(state: EngineState, lane: Lane, intent: ExitIntent): void {
  const { purpose, reason, tag, share, price, firedBy } = intent;
  const { entry } = lane.orders;
  if (purpose === 'protectiveExit' && intent.isLasting !== true && !isProtecting(state.control.tradingState)) {
    return keepBack(state, lane, reason, price);
  }
  if (entry) requestCancel(state, entry, reason);
  if (isAll(share)) clearLevels(state, lane, reason);
  if (!lane.position && !lane.orders.hasBuys) return;
  const quantity = quantityLeft(state, lane, share);
  if (quantity === undefined) return denyTooSmall(state, lane, reason);
  const goal = { quantity, purpose, reason, tag, firedBy: firedBy?.number };
  if (quantity === 0n) lane.orders.abandonBuys(goal);
  lane.orders.wish(goal, state.nowMs);
  pursueGoalWhenDue(state, lane, price);
}

function isAll(share: number | undefined): share is undefined {
  return share === undefined || share >= 1;
}

/** What the position shall be; `undefined` when the share of it is too small to sell. */
function quantityLeft(state: EngineState, lane: Lane, share: number | undefined): bigint | undefined {
  if (isAll(share)) return 0n;
  const { instrument, last } = state.market(lane.instrument);
  const held = state.ledger.held(lane.id);
  const part = quantizeQuantity(instrument, multiply(held, fromSignal(share), 'down') as Quantity);
  if (!isTooSmall(instrument, part, fromSignal(last) as Price)) return held - part;
  // A share that is all that could be sold leaves dust, as the whole position would.
  return part === quantizeQuantity(instrument, held) ? 0n : undefined;
}

function denyTooSmall(state: EngineState, lane: Lane, reason: string): void {
  const { instrument } = state.market(lane.instrument);
  const [least, value] = [toSignal(instrument.minQuantity), toSignal(instrument.minNotional)];
  const message = `the part to sell is below the smallest order, ${least} ${instrument.base} or ${value} ${instrument.quote}`;
  deny(state, lane, 'sell', reason, [{ rule: 'instrument-limits', code: 'instrumentLimits', message }]);
}
