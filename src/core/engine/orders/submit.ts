/** What becomes of an intent: a denial with its reasons, or an order that is sent. */
import type { Denial } from '../../../domain/decision.ts';
import { explainLane } from '../explain.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';

/** What a strategy decides is shown and not sent; what protects a position, and what an operator commands, still is. */
export const TRADING_DISABLED: Denial = {
  rule: 'trading-enabled',
  code: 'tradingDisabled',
  message: 'trading is switched off by ENABLE_TRADING=false',
};

/** An intent that does not become an order: counted, explained, shown. */
export function deny(
  state: EngineState,
  lane: Lane,
  action: 'buy' | 'sell',
  reason: string,
  denials: readonly Denial[],
): void {
  lane.conclude({ action, reason, denials, clientOrderId: undefined });
  state.observer.entryDenied?.(lane, denials);
  state.observer.decisionMade?.(lane, explainLane(state, lane), undefined);
}

/** Registers the order and asks the runtime to send it; the intent is durable before that happens. */
export function submit(state: EngineState, lane: Lane, order: TrackedOrder): void {
  const { side, reason, clientOrderId } = order.request;
  lane.conclude({ action: side, reason, denials: NO_DENIALS, clientOrderId });
  register(state, order);
  state.observer.decisionMade?.(lane, explainLane(state, lane), order);
  send(state, order);
}

/** The same without a decision of its own: the order is one of several that a statement asked for. */
export function sendOrder(state: EngineState, order: TrackedOrder): void {
  register(state, order);
  send(state, order);
}

function register(state: EngineState, order: TrackedOrder): void {
  state.orders.add(order);
  order.leave(state.market(order.request.instrument).lastCloseTimeMs);
  state.orders.move(order, 'submitted', state.nowMs);
  state.portfolio.orderSent(state.nowMs);
}

function send(state: EngineState, order: TrackedOrder): void {
  state.observer.orderChanged?.(order);
  state.send({ type: 'submitOrder', order: order.request });
}

const NO_DENIALS: readonly Denial[] = Object.freeze([]);
