/** What an operator may do. Each key is applied once; every action is named in the journal with its actor. */
import type { OperatorActed } from '../../domain/events.ts';
import { unreachable } from '../../domain/assert.ts';
import { requestCancel } from './answers.ts';
import { placeExit } from './place-exit.ts';
import type { EngineState } from './state.ts';

const KEPT_KEYS = 10_000;

export function onOperatorActed(state: EngineState, event: OperatorActed): void {
  if (state.appliedKeys.has(event.key)) return;
  state.appliedKeys.add(event.key);
  if (state.appliedKeys.size > KEPT_KEYS) {
    for (const oldest of state.appliedKeys) {
      state.appliedKeys.delete(oldest);
      break;
    }
  }
  const { action } = event;
  switch (action.kind) {
    case 'setTradingState':
      state.tradingState = action.state;
      state.tradingStateReason = `${event.actor}: ${event.reason}`;
      if (action.state !== 'active') cancelEntries(state, event.reason);
      state.notify('warning', 'tradingStateChanged', `trading is ${action.state}: ${event.reason} (${event.actor})`);
      return;
    case 'closePosition':
      closeLane(state, action.lane, event.reason);
      return;
    case 'closeAll':
      cancelEntries(state, event.reason);
      for (const lane of state.lanes) closeLane(state, lane.id, event.reason);
      return;
    case 'cancelOrder':
      cancelOne(state, action.clientOrderId, event.reason);
      return;
    case 'resetLossLimits':
      state.portfolio.resetLossLimits();
      state.entriesHeldUntilMs = Number.NEGATIVE_INFINITY;
      return;
    default:
      unreachable(action);
  }
}

function closeLane(state: EngineState, laneId: number, reason: string): void {
  const lane = state.lanes[laneId];
  if (lane?.position) placeExit(state, lane, { purpose: 'operatorExit', reason: `operator: ${reason}` });
}

/** Stopping means stopping: resting entries go as well. */
function cancelEntries(state: EngineState, reason: string): void {
  for (const order of state.orders.working) {
    if (order.request.purpose === 'entry') requestCancel(state, order, reason);
  }
}

function cancelOne(state: EngineState, clientOrderId: string, reason: string): void {
  const order = state.orders.find(clientOrderId);
  if (order?.isWorking) requestCancel(state, order, reason);
}
