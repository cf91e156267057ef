/** Records what became of a lane's wish, with reasons, and lets an order leave. */
import type { Block } from '../../domain/decision.ts';
import type { Lane } from './lane.ts';
import type { TrackedOrder } from './orders.ts';
import { explainLane } from './explain.ts';
import type { EngineState } from './state.ts';

/** A wish that does not become an order: counted, explained, shown. */
export function deny(
  state: EngineState,
  lane: Lane,
  action: 'buy' | 'sell',
  reason: string,
  blocks: readonly Block[],
): void {
  const { outcome } = lane;
  outcome.action = action;
  outcome.reason = reason;
  outcome.blocks = blocks;
  outcome.clientOrderId = undefined;
  state.observer.entryDenied?.(lane, blocks);
  state.observer.decisionMade?.(lane, explainLane(state, lane), undefined);
}

/** Registers the order and asks the runtime to send it; the intent is durable before that happens. */
export function concludeOrder(
  state: EngineState,
  lane: Lane,
  order: TrackedOrder,
  action: 'buy' | 'sell',
  reason: string,
): void {
  const { outcome } = lane;
  outcome.action = action;
  outcome.reason = reason;
  outcome.blocks = [];
  outcome.clientOrderId = order.request.clientOrderId;
  state.orders.add(order);
  state.orders.move(order, 'submitted', state.nowMs);
  state.portfolio.orderSent(state.nowMs);
  state.observer.decisionMade?.(lane, explainLane(state, lane), order);
  state.observer.orderChanged?.(order);
  state.send({ type: 'submitOrder', order: order.request });
}
