import { isProtecting } from '../../../domain/trading-state.ts';
import { leave } from '../orders/leave.ts';
import { fire } from '../position/protection.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';

/** The price has reached the lane's stop or target. */
export function leaveAtLevel(state: EngineState, lane: Lane, role: 'stop' | 'target', price: number): void {
  const { rule } = lane.guard.level(role);
  // Halted, it goes on waiting.
  const firedBy = isProtecting(state.control.tradingState) ? fire(state, lane, role) : undefined;
  leave(state, lane, { purpose: 'protectiveExit', reason: rule, price, firedBy });
}
