/** Automatic tightening of the trading state: only an operator loosens it again. */
import type { Block } from '../../domain/decision.ts';
import { stricter } from '../../domain/trading-state.ts';
import { dayLongRules, drawdownProblem, latchingRules } from '../risk/index.ts';
import type { EngineState } from './state.ts';

const DAY_MS = 86_400_000;

export function latchIfNeeded(state: EngineState, reasons: readonly Block[]): void {
  for (const block of reasons) {
    // Equity may recover within the day; the day's limit was reached all the same.
    if (dayLongRules.has(block.code)) {
      state.entriesHeldUntilMs = (Math.floor(state.nowMs / DAY_MS) + 1) * DAY_MS;
      state.entriesHeldReason = block.message;
    }
    if (latchingRules.has(block.code)) reduce(state, block.message);
  }
}

/** After every candle: a drawdown that recovers before the next entry was reached all the same. */
export function latchOnDrawdown(state: EngineState): void {
  const { equity, peakEquity } = state.portfolio;
  const problem = drawdownProblem(state.settings.risk.maxDrawdownRatio, equity, peakEquity);
  if (problem !== undefined) reduce(state, problem);
}

function reduce(state: EngineState, reason: string): void {
  if (state.tradingState !== 'active') return;
  state.tradingState = stricter(state.tradingState, 'reducing');
  state.tradingStateReason = reason;
  state.notify('critical', 'tradingStateChanged', `only exits from here on: ${reason}`);
}
