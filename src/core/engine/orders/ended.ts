/** An order has ended: free what it reserved, and see to it that its position is guarded, or gone. */
import { isTooSmall } from '../../../domain/market/instrument.ts';
import { type Price, fromSignal } from '../../../domain/units.ts';
import { followPosition, loseLevels } from '../position/levels.ts';
import { closeAsDust } from '../position/position.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { goalFailed, pursueGoal } from './pursue.ts';
import { levelEnded, reconcileLevels } from './resting/reconcile.ts';

export function endOrder(state: EngineState, lane: Lane, order: TrackedOrder): void {
  state.portfolio.release(order.spend(order.reserved));
  const { entry, exit } = lane.orders;
  if (entry === order) lane.orders.entryEnded();
  if (exit === order) endExit(state, lane, order);
  const { level } = order.request;
  if (level !== undefined) return endLevel(state, lane, order, level);
  state.observer.orderChanged?.(order);
  // A failed exit waits for its next try, and so does what a late fill leaves: more of them may be on their way.
  if (entry === order || (exit === order && order.status === 'filled')) pursueGoal(state, lane);
  if (exit === order) reconcileLevels(state, lane);
}

function endLevel(state: EngineState, lane: Lane, order: TrackedOrder, name: string): void {
  levelEnded(state, lane, order, name);
  const left = state.ledger.held(lane.id);
  if (left > 0n && order.request.side === 'sell' && order.filledQuantity > 0n) {
    const { instrument, last } = state.market(lane.instrument);
    const price = fromSignal(last) as Price;
    if (isTooSmall(instrument, left, price) && !isSelling(lane)) closeAsDust(state, lane, price, order);
    else followPosition(state, lane);
  }
  state.observer.orderChanged?.(order);
  pursueGoal(state, lane);
  reconcileLevels(state, lane);
}

function isSelling({ orders }: Lane): boolean {
  return orders.exit !== undefined || orders.levels.locked > 0n;
}

function endExit(state: EngineState, lane: Lane, order: TrackedOrder): void {
  lane.orders.exitEnded(order);
  state.ledger.releaseDust(lane.id);
  const left = state.ledger.held(lane.id);
  if (left === 0n) return;
  const { instrument, last } = state.market(lane.instrument);
  const price = fromSignal(last) as Price;
  const { goal } = lane.orders;
  // What is left goes as a whole, and dust with it.
  const sellable = goal?.quantity === 0n ? state.ledger.sellable(lane.id) : left;
  // What a resting sale still holds is not dust before that sale has ended.
  if (isTooSmall(instrument, sellable, price) && lane.orders.levels.locked === 0n) {
    return closeAsDust(state, lane, price, order);
  }
  if (order.filledQuantity > 0n) followPosition(state, lane);
  // What a level asked for has spent it: until the next try nothing guards the position.
  else if (order.request.purpose === 'protectiveExit') loseLevels(state, lane);
  // What a slice has taken the book needs time to offer again; one that took nothing is tried like any exit.
  const { exitSlices } = state.settings;
  const isSlice = order.request.type === 'limit' && order.filledQuantity > 0n;
  if (exitSlices && isSlice) lane.orders.sliceEnded(state.nowMs + exitSlices.stepMs);
  if (!goal) return;
  if (left <= goal.quantity) lane.orders.goalMet();
  else if (order.filledQuantity > 0n) lane.orders.goalNearer();
  else goalFailed(state, lane);
}
