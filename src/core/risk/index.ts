/**
 * Every risk rule in the order it is asked. Adding one is a file and a line here. Amounts are judged with the order
 * included and may stand at their limit; counts and losses are what has happened, and reaching the limit denies.
 * A value that should exist and does not (`NaN`) denies.
 */
import { atrSpike } from './rules/market/atr-spike.ts';
import { candleGap } from './rules/market/candle-gap.ts';
import { clockDrift } from './rules/market/clock-drift.ts';
import { cooldown } from './rules/pace/cooldown.ts';
import { correlation } from './rules/exposure/correlation.ts';
import { dailyLoss, lossProblem } from './rules/losses/daily-loss.ts';
import { dailyLossShare, lossShareProblem } from './rules/losses/daily-loss-share.ts';
import { expectedSlippage } from './rules/market/expected-slippage.ts';
import { fee } from './rules/market/fee.ts';
import { instrumentLimits } from './rules/exposure/instrument-limits.ts';
import { instrumentStatus } from './rules/gates/instrument-status.ts';
import { freshData } from './rules/gates/fresh-data.ts';
import { type RiskStanding, judgeOrder, readRules } from './judge.ts';
import { lossStreak } from './rules/losses/loss-streak.ts';
import { maxDrawdown } from './rules/losses/max-drawdown.ts';
import { maxPositions } from './rules/exposure/max-positions.ts';
import { ordersPerHour } from './rules/pace/orders-per-hour.ts';
import { ordersPerMinute } from './rules/pace/orders-per-minute.ts';
import { positionBase } from './rules/exposure/position-base.ts';
import { positionQuote } from './rules/exposure/position-quote.ts';
import { positionShareOfEquity } from './rules/exposure/position-share-of-equity.ts';
import type { RiskContext, RiskPortfolio, RiskRule, RiskSettings, RiskVerdict } from './rule.ts';
import { spread } from './rules/market/spread.ts';
import { staleData } from './rules/market/stale-data.ts';
import { storageWritable } from './rules/gates/storage-writable.ts';
import { symbolCapital } from './rules/exposure/symbol-capital.ts';
import { totalExposure } from './rules/exposure/total-exposure.ts';
import { tradingHours } from './rules/gates/trading-hours.ts';
import { tradingState } from './rules/gates/trading-state.ts';
import { unknownOrder } from './rules/gates/unknown-order.ts';

export { defaultRiskSettings } from './default-risk-settings.ts';
export type { RiskStanding } from './judge.ts';
export { drawdownProblem } from './rules/losses/max-drawdown.ts';
export type {
  RiskContext,
  RiskMarket,
  RiskOrder,
  RiskPortfolio,
  RiskReading,
  RiskRule,
  RiskSettings,
  RiskVerdict,
} from './rule.ts';
export type { TradingHours } from './rules/gates/trading-hours.ts';

export const riskRules: readonly RiskRule[] = [
  tradingState,
  storageWritable,
  unknownOrder,
  instrumentStatus,
  tradingHours,
  freshData,
  staleData,
  candleGap,
  clockDrift,
  maxPositions,
  cooldown,
  ordersPerMinute,
  ordersPerHour,
  lossStreak,
  dailyLoss,
  dailyLossShare,
  maxDrawdown,
  spread,
  fee,
  expectedSlippage,
  atrSpike,
  instrumentLimits,
  positionBase,
  positionQuote,
  positionShareOfEquity,
  symbolCapital,
  totalExposure,
  correlation,
];

/**
 * Codes whose denial latches the trading state to `reducing` until an operator resets it. Only the drawdown: it asks
 * whether the strategy still works. A loss streak ends by itself or by reset, everything else passes with its cause.
 */
export const latchingRules: ReadonlySet<string> = new Set([maxDrawdown.code]);

/** Codes whose denial should hold for entries until the next UTC day, even if open positions recover meanwhile. */
export const dayLongRules: ReadonlySet<string> = new Set([dailyLoss.code, dailyLossShare.code]);

/** Whether a loss can reach a limit at all. */
export function limitsLosses({ maxDrawdownRatio, dailyLossLimitQuote, dailyLossLimitRatio }: RiskSettings): boolean {
  return [maxDrawdownRatio, dailyLossLimitQuote, dailyLossLimitRatio].some((limit) => limit !== undefined);
}

/** The loss of the day that has reached a limit; `undefined` while none has. */
export function dayLossProblem(
  settings: RiskSettings,
  { equity, dayStartEquity, dayStartScaled }: Pick<RiskPortfolio, 'equity' | 'dayStartEquity' | 'dayStartScaled'>,
  quote: string,
): string | undefined {
  return (
    lossProblem(settings.dailyLossLimitQuote, dayStartEquity - equity, quote) ??
    lossShareProblem(settings.dailyLossLimitRatio, equity, dayStartScaled)
  );
}

/** Judges one order by every rule: all denials in rule order. Never throws, changes nothing. */
export function checkRisk(context: RiskContext): RiskVerdict {
  return judgeOrder(riskRules, context);
}

/** Every limit with its present value, as the order in `context` would meet it. */
export function readRisk(context: RiskContext): RiskStanding[] {
  return readRules(riskRules, context);
}
