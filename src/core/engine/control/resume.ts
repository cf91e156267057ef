/** The process began again: nothing that was under way is taken for granted. */
import { isProtecting } from '../../../domain/trading-state.ts';
import { lookUp, sendCancel } from '../orders/requests.ts';
import { armAfterRestart } from '../position/levels.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { tellTradingState } from './halt.ts';

/** More changes of levels than a process makes between two commits. */
const LOST_GENERATIONS = 1_000_000;

/** What buys for a lane that enters nothing any more. */
function isOfRetired(state: EngineState, { request: { side, lane } }: TrackedOrder): boolean {
  return side === 'buy' && state.lane(lane).spec.isRetired === true;
}

export function onRunResumed(state: EngineState): void {
  for (const order of state.orders.working) {
    // A sent order without an answer may exist; an open one may have filled meanwhile. Look at both, send nothing.
    if (order.status === 'submitted') {
      state.orders.move(order, 'unknown', state.nowMs);
      state.observer.orderChanged?.(order);
    }
    order.restartLookups();
    lookUp(state, order);
    if (order.isCancelRequested) sendCancel(state, order, 'canceled before the restart');
    else if (isOfRetired(state, order)) sendCancel(state, order, 'its strategy or symbol is not configured any more');
  }
  for (const lane of state.lanes) {
    // The last process may have armed, and seen fire, levels that its journal lost: their numbers are not used again.
    lane.guard.skipGenerations(LOST_GENERATIONS);
    if (lane.position) armAfterRestart(state, lane);
    else state.send({ type: 'disarmExit', lane: lane.id });
  }
  if (!isProtecting(state.control.tradingState)) tellTradingState(state, 'trading is still halted');
}
