/** Automatic tightening of the trading state: only an operator loosens it again. */
import type { Denial } from '../../../domain/decision.ts';
import { dayLongRules, drawdownProblem, latchingRules } from '../../risk/index.ts';
import type { EngineState } from './engine-state.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** An order was denied: some limits hold for the rest of the day, some until an operator looks. */
export function latchOnDenial(state: EngineState, denials: readonly Denial[]): void {
  for (const denial of denials) {
    // Equity may recover within the day; the day's limit was reached all the same.
    if (dayLongRules.has(denial.code)) state.control.holdEntriesForToday(state.nowMs, denial.message);
    if (latchingRules.has(denial.code)) reduce(state, denial.message);
  }
}

/** After every candle: a drawdown that recovers before the next entry was reached all the same. */
export function latchOnDrawdown(state: EngineState): void {
  const { equity, peakEquity } = state.portfolio;
  const problem = drawdownProblem(state.settings.risk.maxDrawdownRatio, equity, peakEquity);
  if (problem !== undefined) reduce(state, problem);
}

/** The venue says two things that cannot both be true: stop opening, keep protecting. */
export function latchOnContradiction(state: EngineState, order: TrackedOrder, message: string): void {
  state.control.reduce(`contradiction: ${message}`);
  state.notify(
    'critical',
    'contradiction',
    `${message}; order ${order.request.clientOrderId}; no new positions until reset`,
  );
}

function reduce(state: EngineState, reason: string): void {
  if (!state.control.reduce(reason)) return;
  state.notify('critical', 'tradingStateChanged', `only exits from here on: ${reason}`);
}
