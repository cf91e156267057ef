/** What an operator may do. Each key is applied once; every action is named in the journal with its actor. */
import { unreachable } from '../../../domain/assert.ts';
import type { OperatorActed } from '../../../domain/events/events.ts';
import { type TradingState, isProtecting } from '../../../domain/trading-state.ts';
import { leave } from '../orders/leave.ts';
import { retryGoals } from '../orders/pursue.ts';
import { cancelEntries, sendCancel } from '../orders/requests.ts';
import type { EngineState } from '../state/engine-state.ts';
import { moveFunds } from './funds.ts';
import { protectAgain, tellTradingState } from './halt.ts';

export function onOperatorActed(state: EngineState, event: OperatorActed): void {
  if (!state.control.applyOnce(event.key)) return;
  const { action, actor, reason } = event;
  switch (action.kind) {
    case 'setTradingState':
      setTradingState(state, action.state, { actor, reason });
      return;
    case 'closePosition':
      closeLane(state, action.lane, reason);
      return;
    case 'closeAll':
      cancelEntries(state, reason);
      for (const lane of state.lanes) closeLane(state, lane.id, reason);
      return;
    case 'cancelOrder':
      cancelOne(state, action.clientOrderId, reason);
      return;
    case 'settleSuspense':
      settle(state, action.tradeId, `${actor}: ${reason}`);
      return;
    case 'moveFunds':
      moveFunds(state, action, event);
      return;
    case 'resetLossLimits':
      state.portfolio.resetLossLimits();
      state.control.releaseEntries();
      return;
    default:
      unreachable(action);
  }
}

function setTradingState(
  state: EngineState,
  to: TradingState,
  { actor, reason }: Pick<OperatorActed, 'actor' | 'reason'>,
): void {
  const wasProtecting = isProtecting(state.control.tradingState);
  state.control.setTradingState(to, `${actor}: ${reason}`);
  if (to !== 'active') cancelEntries(state, reason);
  retryGoals(state.lanes);
  tellTradingState(state, `trading is ${to}: ${reason} (${actor})`);
  if (!wasProtecting && isProtecting(to)) protectAgain(state);
}

/** What the trade did is in order at the venue; the trading state is loosened by an action of its own. */
function settle(state: EngineState, tradeId: string, by: string): void {
  if (!state.suspense.settle(tradeId)) return;
  retryGoals(state.lanes);
  state.notify('info', 'suspenseSettled', `trade ${tradeId} is settled (${by})`);
}

function closeLane(state: EngineState, laneId: number, reason: string): void {
  const lane = state.lanes[laneId];
  if (lane) leave(state, lane, { purpose: 'operatorExit', reason: `operator: ${reason}` });
}

function cancelOne(state: EngineState, clientOrderId: string, reason: string): void {
  const order = state.orders.find(clientOrderId);
  if (!order?.isWorking) return;
  const { lane, level } = order.request;
  // It is wished again when the strategy states it again, not at once.
  if (level !== undefined) state.lane(lane).orders.levels.find(level)?.wish(undefined);
  sendCancel(state, order, reason);
}
