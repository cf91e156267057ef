/** An order has ended: free what it reserved, and see to it that its position is guarded, or gone. */
import { followPosition, loseLevels } from '../position/levels.ts';
import { closeAsDust, isDust } from '../position/position.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { goalFailed, pursueGoal } from './pursue.ts';

export function endOrder(state: EngineState, lane: Lane, order: TrackedOrder): void {
  state.portfolio.release(order.spend(order.reserved));
  const { entry, exit } = lane.orders;
  if (entry === order) lane.orders.entryEnded();
  if (exit === order) endExit(state, lane, order);
  state.observer.orderChanged?.(order);
  // A failed exit waits for its next try, and so does what a late fill leaves: more of them may be on their way.
  if (entry === order || (exit === order && order.status === 'filled')) pursueGoal(state, lane);
}

function endExit(state: EngineState, lane: Lane, order: TrackedOrder): void {
  lane.orders.exitEnded();
  const left = state.ledger.position(lane.id)?.quantity;
  if (left === undefined || !lane.position) return;
  if (isDust(state, lane, left)) return closeAsDust(state, lane, order);
  if (order.filledQuantity > 0n) followPosition(state, lane);
  // What a level asked for has spent it: until the next try nothing guards the position.
  else if (order.request.purpose === 'protectiveExit') loseLevels(state, lane);
  // What a slice has taken the book needs time to offer again; one that took nothing is tried like any exit.
  const { exitSlices } = state.settings;
  const isSlice = order.request.type === 'limit' && order.filledQuantity > 0n;
  if (exitSlices && isSlice) lane.orders.sliceEnded(state.nowMs + exitSlices.stepMs);
  const { goal } = lane.orders;
  if (goal && left <= goal.quantity) lane.orders.goalMet();
  else if (order.filledQuantity > 0n) lane.orders.goalNearer();
  else goalFailed(state, lane);
}
