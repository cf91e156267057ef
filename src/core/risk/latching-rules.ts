/** Which denials outlive the state that caused them. */
import { dailyLoss } from './rules/losses/daily-loss.ts';
import { maxDrawdown } from './rules/losses/max-drawdown.ts';

/**
 * Codes whose denial latches the trading state to `reducing` until an operator resets it. Only the drawdown: it asks
 * whether the strategy still works. A loss streak ends by itself or by reset, everything else passes with its cause.
 */
export const latchingRules: ReadonlySet<string> = new Set([maxDrawdown.code]);

/** Codes whose denial should hold for entries until the next UTC day, even if open positions recover meanwhile. */
export const dayLongRules: ReadonlySet<string> = new Set([dailyLoss.code]);
