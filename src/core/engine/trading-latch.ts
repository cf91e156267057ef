/** Automatic tightening of the trading state: only an operator loosens it again. */
import type { Block } from '../../domain/decision.ts';
import { stricter } from '../../domain/trading-state.ts';
import { latchingRules } from '../risk/index.ts';
import type { EngineState } from './state.ts';

export function latchIfNeeded(state: EngineState, reasons: readonly Block[]): void {
  for (const block of reasons) {
    if (!latchingRules.has(block.code) || state.tradingState !== 'active') continue;
    state.tradingState = stricter(state.tradingState, 'reducing');
    state.tradingStateReason = block.message;
    state.notify('critical', 'tradingStateChanged', `only exits from here on: ${block.message}`);
  }
}
