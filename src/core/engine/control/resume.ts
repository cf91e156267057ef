/** The process began again: nothing that was under way is taken for granted. */
import { isProtecting } from '../../../domain/trading-state.ts';
import { lookUp, sendCancel } from '../orders/requests.ts';
import { armAfterRestart } from '../position/levels.ts';
import type { EngineState } from '../state/engine-state.ts';
import { tellTradingState } from './halt.ts';

/** More changes of levels than a process makes between two commits. */
const LOST_GENERATIONS = 1_000_000;

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
  }
  for (const lane of state.lanes) {
    // The last process may have armed, and seen fire, levels that its journal lost: their numbers are not used again.
    lane.guard.skipGenerations(LOST_GENERATIONS);
    if (lane.position) armAfterRestart(state, lane);
    else state.send({ type: 'disarmExit', lane: lane.id });
  }
  if (!isProtecting(state.control.tradingState)) tellTradingState(state, 'trading is still halted');
}
