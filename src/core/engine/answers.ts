/** What venues answer about orders. Terminal is final; an unclear answer is `unknown` and is resolved by looking. */
import type { OrderAbsent, OrderAccepted, OrderClosed, OrderRejected, OutcomeUnknown } from '../../domain/events.ts';
import { type OrderTransition, advanceOrder } from '../../domain/index.ts';
import { contradict } from './booking.ts';
import type { Lane } from './lane.ts';
import type { TrackedOrder } from './orders.ts';
import { settle } from './settling.ts';
import type { EngineState } from './state.ts';
import { supersede } from './supersede.ts';

/** Waits between looks at an unknown order; the last one repeats. */
const LOOKUP_WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

export function onOrderAccepted(state: EngineState, event: OrderAccepted): void {
  const order = state.orders.find(event.clientOrderId);
  if (!order) return;
  order.venueOrderId = event.venueOrderId;
  move(state, order, 'accepted', '');
}

export function onOrderRejected(state: EngineState, event: OrderRejected): void {
  const order = state.orders.find(event.clientOrderId);
  if (!order) return;
  move(state, order, 'rejected', `${event.code}: ${event.message}`);
  const { symbol } = (state.lanes[order.request.lane] as Lane).market.instrument;
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
  if (order.status === 'failed') supersede(state, order);
}

export function onOrderClosed(state: EngineState, event: OrderClosed): void {
  const order = state.orders.find(event.clientOrderId);
  if (order) move(state, order, event.status, event.reason);
}

function move(state: EngineState, order: TrackedOrder, transition: OrderTransition, reason: string): void {
  const next = advanceOrder(order.status, transition);
  if (next === 'ignored') return;
  if (next === 'illegal') {
    contradict(state, order, `${transition} contradicts status ${order.status} of ${order.request.clientOrderId}`);
    return;
  }
  order.lastReason = reason || order.lastReason;
  state.orders.move(order, next, state.nowMs);
  if (order.isWorking) state.observer.orderChanged?.(order);
  else settle(state, state.lanes[order.request.lane] as Lane, order);
}

export function requestCancel(state: EngineState, order: TrackedOrder, reason: string): void {
  order.isCancelRequested = true;
  state.send({ type: 'cancelOrder', clientOrderId: order.request.clientOrderId, reason });
}

/** Asks the venue about the order at once, and plans the next look. */
export function lookUp(state: EngineState, order: TrackedOrder): void {
  const wait = LOOKUP_WAITS_MS[Math.min(order.lookups, LOOKUP_WAITS_MS.length - 1)] as number;
  order.lookups += 1;
  order.nextLookupMs = state.nowMs + wait;
  state.send({ type: 'lookUpOrder', clientOrderId: order.request.clientOrderId });
}

/** On every tick of the clock: look again at unknown orders, cancel entries that rest too long. */
export function tendOrders(state: EngineState): void {
  if (state.orders.working.length === 0) return;
  for (const order of state.orders.working) {
    if (order.status === 'unknown' && state.nowMs >= order.nextLookupMs) lookUp(state, order);
    const isResting = order.request.type === 'limit' && (order.status === 'open' || order.status === 'partiallyFilled');
    const isOld = state.nowMs - order.createdMs > state.settings.orderMaxAgeMs;
    if (isResting && isOld && !order.isCancelRequested) requestCancel(state, order, 'older than the order age limit');
  }
}
