import type { EngineState } from './state.ts';

/** Whether time alone would change anything: orders to look up or to age, exits to arm or to try again. */
export function awaitsClock({ orders, lanes, clockDriftMs }: EngineState): boolean {
  if (orders.working.length > 0 || clockDriftMs !== 0) return true;
  return lanes.some((lane) => lane.pendingExitReason !== '' || (lane.position && lane.guard.status !== 'protected'));
}
