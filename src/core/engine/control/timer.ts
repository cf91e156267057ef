/** Time alone: orders to look up or to age, exits to arm or to try again. */
import type { TimerFired } from '../../../domain/events/events.ts';
import { askForSecondQuotes } from '../decide/odd-quote.ts';
import { watchTime } from '../decide/watch.ts';
import { tendOrders } from '../orders/requests.ts';
import { awaitsTime } from '../orders/resting/reconcile.ts';
import type { EngineState } from '../state/engine-state.ts';

export function onTimerFired(state: EngineState, { clockDriftMs }: TimerFired): void {
  state.control.clockSeen(clockDriftMs);
  tendOrders(state);
  askForSecondQuotes(state);
  for (const lane of state.lanes) watchTime(state, lane);
}

/** Whether a tick of the clock would change anything; one that would not is not worth a journal entry. */
export function awaitsClock({ orders, lanes, markets, control }: EngineState): boolean {
  if (orders.working.length > 0 || control.clockDriftMs !== 0) return true;
  if (markets.some(({ trust }) => trust.isWaiting)) return true;
  return lanes.some(
    (lane) =>
      lane.orders.goal !== undefined ||
      awaitsTime(lane) ||
      (lane.position && lane.guard.status !== 'protected' && lane.guard.status !== 'unguarded'),
  );
}
