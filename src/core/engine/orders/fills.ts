/** A fill on its way into the ledger, the position and its levels; each side of a trade is booked once. */
import type { OrderFilled } from '../../../domain/events/events.ts';
import { type OrderAdvance, advanceOrder, executionTimeMs } from '../../../domain/index.ts';
import { notionalOf } from '../../../domain/units.ts';
import { followPosition } from '../position/levels.ts';
import { closeRoundTrip, followFee, growPosition, mirrorAccount, shrinkPosition } from '../position/position.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { bookablePart, unbooked } from './bookable.ts';
import { latchOnContradiction, latchOnSuspense } from './latch.ts';
import { endOrder } from './ended.ts';
import { pursueGoal } from './pursue.ts';
import { levelFilled } from './resting/reconcile.ts';

export function onOrderFilled(state: EngineState, fill: OrderFilled): void {
  const order = state.orders.find(fill.clientOrderId);
  if (!order) {
    state.notify('critical', 'foreignFill', `fill ${fill.tradeId} belongs to ${fill.clientOrderId}, which is not ours`);
    return;
  }
  const { instrument, side, quantity: ordered, level, lot } = order.request;
  if (order.hasTrade(fill.tradeId) || state.ledger.has(fill.tradeId, instrument, side)) return;
  if (state.suspense.has(fill.tradeId, instrument, side)) return;
  const filled = order.filledQuantity + fill.quantity;
  const next = advanceOrder(order.status, filled >= ordered ? 'filled' : 'partiallyFilled');
  if (next === 'illegal' || filled > ordered) {
    const message = `fill ${fill.tradeId} of ${order.request.clientOrderId} contradicts its status ${order.status}`;
    latchOnContradiction(state, order, message);
  }
  const lane = state.lane(order.request.lane);
  const timeMs = executionTimeMs(fill, state.nowMs);
  const paid = notionalOf(fill.price, fill.quantity, 'up');
  const part = bookablePart(state, lane, order, fill, paid);
  if (part) {
    const entry = unbooked(fill, part, { instrument, side });
    state.suspense.setAside(entry);
    latchOnSuspense(state, order, entry);
    if (part.quantity === 0n) return noteUnbooked(state, lane, order, { fill, paid, next });
  }
  // What is set aside is in no book, nor in what is told of the books.
  const booked = part ? { ...fill, quantity: part.quantity, fee: part.fee } : fill;
  const booking = state.ledger.book({
    tradeId: fill.tradeId,
    lane: lane.id,
    instrument,
    side,
    price: fill.price,
    quantity: booked.quantity,
    fee: booked.fee,
    feeAsset: fill.feeAsset,
    timeMs,
    clientOrderId: fill.clientOrderId,
    lot: side === 'buy' ? level : lot,
  });
  order.fill(fill.quantity, paid, fill.tradeId);
  levelFilled(state, lane, order, fill.quantity);
  // A sale has set nothing aside.
  state.portfolio.release(order.spend(paid + (fill.feeAsset === state.quote ? fill.fee : 0n)));
  if (next !== 'illegal' && next !== 'ignored') state.orders.move(order, next, state.nowMs);
  state.observer.fillBooked?.(booked, booking, order);
  mirrorAccount(state, lane);
  if (order.unwanted) lane.orders.wish(order.unwanted, state.nowMs);
  if (side === 'buy') growPosition(state, lane, order, { price: fill.price, timeMs });
  else shrinkPosition(state, lane, timeMs);
  if (fill.feeAsset !== state.quote && booked.fee > 0n) followFee(state, timeMs);
  if (booking.closedRoundTrip) closeRoundTrip(state, lane, booking.closedRoundTrip, order);
  if (!order.isWorking) endOrder(state, lane, order);
  else {
    state.observer.orderChanged?.(order);
    // A sale that rests goes on: what guards the position follows it.
    if (side === 'sell' && level !== undefined) followPosition(state, lane);
    if (side === 'buy') pursueGoal(state, lane);
  }
}

interface UnbookedFill {
  readonly fill: OrderFilled;
  readonly paid: bigint;
  readonly next: OrderAdvance;
}

/** Nothing of the fill could be booked: the order, and what it was wished for, has filled all the same. */
function noteUnbooked(state: EngineState, lane: Lane, order: TrackedOrder, { fill, paid, next }: UnbookedFill): void {
  order.fill(fill.quantity, paid, fill.tradeId);
  levelFilled(state, lane, order, fill.quantity);
  if (next !== 'illegal' && next !== 'ignored') state.orders.move(order, next, state.nowMs);
  if (order.isWorking) state.observer.orderChanged?.(order);
  else endOrder(state, lane, order);
}
