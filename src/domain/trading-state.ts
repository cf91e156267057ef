import type { OrderRequest } from './orders/order.ts';

/**
 * What the bot may do: everything; only shrink positions; or nothing by itself, its protective exits included, so that
 * positions are unguarded. Latched until an operator resets it.
 */
export type TradingState = 'active' | 'reducing' | 'halted';

const SEVERITY: Record<TradingState, number> = { active: 0, reducing: 1, halted: 2 };

/** The stricter of two states: automatic rules only ever tighten. */
export function stricter(a: TradingState, b: TradingState): TradingState {
  return SEVERITY[a] >= SEVERITY[b] ? a : b;
}

/**
 * Whether an order may leave in that state. The bot is long only: a buy adds risk whatever it calls itself. An operator's
 * own exit leaves in every state, whenever it was commanded: to halt the bot is not to tie its owner's hands.
 */
export function letsPass(state: TradingState, { side, purpose }: Pick<OrderRequest, 'side' | 'purpose'>): boolean {
  if (state === 'active') return true;
  if (purpose === 'entry' || side === 'buy') return false;
  return state === 'reducing' || purpose === 'operatorExit';
}

/** Whether stops, targets and every other exit rule act; without that, open positions are unguarded. */
export function isProtecting(state: TradingState): boolean {
  return letsPass(state, { side: 'sell', purpose: 'protectiveExit' });
}
