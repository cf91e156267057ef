/** An order has ended: free what it reserved, and see to it that its position is guarded or gone. */
import { followPosition, loseLevels } from '../position/levels.ts';
import { closeAsDust, isDust } from '../position/position.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';

export function endOrder(state: EngineState, lane: Lane, order: TrackedOrder): void {
  state.portfolio.release(order.spend(order.reserved));
  if (lane.orders.entry === order) lane.orders.entryEnded();
  if (lane.orders.exit === order) endExit(state, lane, order);
  state.observer.orderChanged?.(order);
}

function endExit(state: EngineState, lane: Lane, order: TrackedOrder): void {
  lane.orders.exitEnded();
  const left = state.ledger.position(lane.id)?.quantity;
  if (left === undefined || !lane.position) return;
  if (isDust(state, lane, left)) return closeAsDust(state, lane, order);
  // A whole exit that did not sell everything is tried again; a partial one leaves a guarded rest.
  const isWhole = order.request.quantity >= left + order.filledQuantity;
  if (isWhole && order.status !== 'filled') lane.orders.retryExit(order.request.reason);
  // An exit that got nowhere is not armed again at once: the same price would trigger it again, without end.
  if (order.filledQuantity > 0n) followPosition(state, lane);
  else loseLevels(state, lane);
}
