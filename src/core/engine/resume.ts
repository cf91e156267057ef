/** The process began again: nothing that was under way is taken for granted. */
import { lookUp, requestCancel } from './answers.ts';
import { rearmGuard } from './guarding.ts';
import type { EngineState } from './state.ts';

export function onRunResumed(state: EngineState): void {
  for (const order of state.orders.working) {
    // A sent order without an answer may exist; an open one may have filled meanwhile. Look at both, send nothing.
    if (order.status === 'submitted' || order.status === 'intended') state.orders.move(order, 'unknown', state.nowMs);
    order.lookups = 0;
    lookUp(state, order);
    if (order.isCancelRequested) requestCancel(state, order, 'canceled before the restart');
  }
  for (const lane of state.lanes) {
    if (lane.position) rearmGuard(state, lane);
    else state.send({ type: 'disarmExit', lane: lane.id });
  }
}
