/** What we ask of the venue about an order that exists: to cancel it, to say what became of it. */
import type { OrderRequest } from '../../../domain/orders/order.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';

/** Waits between looks at an unknown order; the last one repeats. */
const LOOKUP_WAITS_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000] as const;

/** Asks once, however many wish it. */
export function requestCancel(state: EngineState, order: TrackedOrder, reason: string): void {
  if (!order.isCancelRequested) sendCancel(state, order, reason);
}

/** Asks again, too: the last request may have been lost. */
export function sendCancel(state: EngineState, order: TrackedOrder, reason: string): void {
  order.requestCancel(state.market(order.request.instrument).lastCloseTimeMs);
  state.send({ type: 'cancelOrder', clientOrderId: order.request.clientOrderId, reason });
}

/** Stopping means stopping: resting entries go as well. */
export function cancelEntries(state: EngineState, reason: string): void {
  for (const order of state.orders.working) {
    if (order.request.purpose === 'entry') requestCancel(state, order, reason);
  }
}

/** Asks the venue about the order at once, and plans the next look. */
export function lookUp(state: EngineState, order: TrackedOrder): void {
  const wait = LOOKUP_WAITS_MS[Math.min(order.lookups, LOOKUP_WAITS_MS.length - 1)] as number;
  order.lookedUp(state.nowMs + wait);
  state.send({ type: 'lookUpOrder', clientOrderId: order.request.clientOrderId });
}

/** What a strategy wishes to rest is looked at on each of its candles: it does not age. */
function isEntryLimit({ type, level }: OrderRequest): boolean {
  return type === 'limit' && level === undefined;
}

/** On every tick of the clock: look again at unknown orders, cancel entries that rest too long. */
export function tendOrders(state: EngineState): void {
  if (state.isFolding) return;
  for (const order of state.orders.working) {
    if (order.status === 'unknown' && state.nowMs >= order.nextLookupMs) lookUp(state, order);
    const isResting = isEntryLimit(order.request) && (order.status === 'open' || order.status === 'partiallyFilled');
    // From its arrival: a slow way to the venue is no time on its book.
    const sinceMs = Number.isNaN(order.arrivedMs) ? order.createdMs : order.arrivedMs;
    const isOld = state.nowMs - sinceMs > state.settings.orderMaxAgeMs;
    if (isResting && isOld) requestCancel(state, order, 'older than the order age limit');
  }
}
