/** What venues answer about orders. Terminal is final; an unclear answer is `unknown` and is resolved by looking. */
import type {
  OrderAbsent,
  OrderAccepted,
  OrderClosed,
  OrderRejected,
  OutcomeUnknown,
} from '../../../domain/events/events.ts';
import { type OrderTransition, advanceOrder } from '../../../domain/index.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { latchOnContradiction } from './latch.ts';
import { endOrder } from './ended.ts';
import { replaceAbsent } from './replace-absent.ts';
import { lookUp } from './requests.ts';

export function onOrderAccepted(state: EngineState, event: OrderAccepted): void {
  const order = state.orders.find(event.clientOrderId);
  if (!order) return;
  order.acknowledge(event.venueOrderId, state.nowMs);
  move(state, order, 'accepted', '');
}

export function onOrderRejected(state: EngineState, event: OrderRejected): void {
  const order = state.orders.find(event.clientOrderId);
  if (!order) return;
  move(state, order, 'rejected', `${event.code}: ${event.message}`);
  const { symbol } = state.market(order.request.instrument).instrument;
  const level = order.request.purpose === 'entry' ? 'warning' : 'critical';
  state.notify(level, 'orderRejected', `${symbol}: ${order.request.side} rejected: ${event.code}: ${event.message}`);
}

export function onOutcomeUnknown(state: EngineState, event: OutcomeUnknown): void {
  const order = state.orders.find(event.clientOrderId);
  if (!order) return;
  move(state, order, 'unknown', event.cause);
  if (order.status !== 'unknown') return;
  state.notify('warning', 'orderUnknown', `${event.clientOrderId}: outcome unknown (${event.cause}), looking it up`);
  lookUp(state, order);
}

export function onOrderAbsent(state: EngineState, event: OrderAbsent): void {
  const order = state.orders.find(event.clientOrderId);
  if (!order?.isWorking) return;
  move(state, order, 'absent', event.evidence);
  if (order.status === 'failed') replaceAbsent(state, order);
}

export function onOrderClosed(state: EngineState, event: OrderClosed): void {
  const order = state.orders.find(event.clientOrderId);
  if (order) move(state, order, event.status, event.reason);
}

function move(state: EngineState, order: TrackedOrder, transition: OrderTransition, reason: string): void {
  const next = advanceOrder(order.status, transition);
  if (next === 'ignored') return;
  if (next === 'illegal') {
    const message = `${transition} contradicts status ${order.status} of ${order.request.clientOrderId}`;
    latchOnContradiction(state, order, message);
    return;
  }
  order.explain(reason);
  state.orders.move(order, next, state.nowMs);
  if (order.isWorking) state.observer.orderChanged?.(order);
  else endOrder(state, state.lane(order.request.lane), order);
}
