/** Automatic tightening of the trading state: only an operator loosens it again. */
import type { Block } from '../../domain/decision.ts';
import { stricter } from '../../domain/trading-state.ts';
import { dayLongRules, latchingRules } from '../risk/index.ts';
import type { EngineState } from './state.ts';

const DAY_MS = 86_400_000;

export function latchIfNeeded(state: EngineState, reasons: readonly Block[]): void {
  for (const block of reasons) {
    // Equity may recover within the day; the day's limit was reached all the same.
    if (dayLongRules.has(block.code)) {
      state.entriesHeldUntilMs = (Math.floor(state.nowMs / DAY_MS) + 1) * DAY_MS;
      state.entriesHeldReason = block.message;
    }
    if (!latchingRules.has(block.code) || state.tradingState !== 'active') continue;
    state.tradingState = stricter(state.tradingState, 'reducing');
    state.tradingStateReason = block.message;
    state.notify('critical', 'tradingStateChanged', `only exits from here on: ${block.message}`);
  }
}
