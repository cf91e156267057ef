/** An order has ended: free what it reserved, and see to it that its position is guarded or gone. */
import { closeAsDust, isDust } from './booking.ts';
import { loseGuard, rearmGuard } from './guarding.ts';
import type { Lane } from './lane.ts';
import type { TrackedOrder } from './orders.ts';
import type { EngineState } from './state.ts';

export function settle(state: EngineState, lane: Lane, order: TrackedOrder): void {
  state.portfolio.reservedQuote -= order.reserved;
  order.reserved = 0n;
  if (lane.entryOrder === order) settleEntry(lane);
  if (lane.exitOrder === order) settleExit(state, lane, order);
  state.observer.orderChanged?.(order);
}

/** An entry that brought no position leaves no levels behind. */
function settleEntry(lane: Lane): void {
  lane.entryOrder = undefined;
  if (lane.position) return;
  lane.strategyStopPrice = Number.NaN;
  lane.strategyTargetPrice = Number.NaN;
}

function settleExit(state: EngineState, lane: Lane, order: TrackedOrder): void {
  lane.exitOrder = undefined;
  const left = state.ledger.position(lane.id)?.quantity;
  if (left === undefined || !lane.position) return;
  if (isDust(lane, left)) return closeAsDust(state, lane, order);
  // A whole exit that did not sell everything is tried again; a partial one leaves a guarded rest.
  const isWhole = order.request.quantity >= left + order.filledQuantity;
  if (isWhole && order.status !== 'filled') lane.pendingExitReason = order.request.reason;
  // An exit that got nowhere is not armed again at once: the same price would trigger it again, without end.
  if (order.filledQuantity > 0n) rearmGuard(state, lane);
  else loseGuard(state, lane);
}
