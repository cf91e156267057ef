/** What halting means for open positions: nothing guards them, which is said, and ends when the halt does. */
import { isProtecting } from '../../../domain/trading-state.ts';
import { pursueGoal } from '../orders/pursue.ts';
import { armAgain } from '../position/levels.ts';
import type { EngineState } from '../state/engine-state.ts';

/** Says `what` to people, and while trading is halted what that means. */
export function tellTradingState(state: EngineState, what: string): void {
  if (isProtecting(state.control.tradingState)) return state.notify('warning', 'tradingStateChanged', what);
  const open = state.lanes.filter((lane) => lane.position).map((lane) => lane.symbol);
  const unguarded = open.length === 0 ? 'no position is open' : `open positions are UNGUARDED: ${open.join(', ')}`;
  const level = open.length === 0 ? 'warning' : 'critical';
  state.notify(level, 'tradingStateChanged', `${what}; stops and targets do not act, ${unguarded}`);
}

/** The halt is over: what was to be left is tried at once, all else is armed anew and acts on the next price. */
export function protectAgain(state: EngineState): void {
  for (const lane of state.lanes) {
    if (lane.orders.goal?.quantity !== 0n) armAgain(state, lane);
    pursueGoal(state, lane);
  }
}
