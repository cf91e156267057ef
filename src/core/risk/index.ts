/**
 * Every risk rule in the order it is asked. Adding one is a file and a line here. Amounts are judged with the order
 * included and may stand at their limit; counts and losses are what has happened, and reaching the limit denies.
 * A value that should exist and does not (`NaN`) denies.
 */
import { atrSpike } from './atr-spike.ts';
import { candleGap } from './candle-gap.ts';
import { clockDrift } from './clock-drift.ts';
import { cooldown } from './cooldown.ts';
import { correlation } from './correlation.ts';
import { dailyLoss } from './daily-loss.ts';
import { expectedSlippage } from './expected-slippage.ts';
import { fee } from './fee.ts';
import { instrumentLimits } from './instrument-limits.ts';
import { instrumentStatus } from './instrument-status.ts';
import { type RiskStanding, judgeOrder, readRules } from './judge-order.ts';
import { lossStreak } from './loss-streak.ts';
import { maxDrawdown } from './max-drawdown.ts';
import { maxPositions } from './max-positions.ts';
import { ordersPerHour } from './orders-per-hour.ts';
import { ordersPerMinute } from './orders-per-minute.ts';
import { positionBase } from './position-base.ts';
import { positionQuote } from './position-quote.ts';
import { positionShareOfEquity } from './position-share-of-equity.ts';
import type { RiskContext, RiskRule, RiskVerdict } from './rule.ts';
import { spread } from './spread.ts';
import { staleData } from './stale-data.ts';
import { storageWritable } from './storage-writable.ts';
import { symbolCapital } from './symbol-capital.ts';
import { totalExposure } from './total-exposure.ts';
import { tradingHours } from './trading-hours.ts';
import { tradingState } from './trading-state.ts';
import { unknownOrder } from './unknown-order.ts';

export { defaultRiskSettings } from './default-risk-settings.ts';
export type { RiskStanding } from './judge-order.ts';
export { drawdownProblem } from './max-drawdown.ts';
export { dayLongRules, latchingRules } from './latching-rules.ts';
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
export type { TradingHours } from './trading-hours.ts';

export const riskRules: readonly RiskRule[] = [
  tradingState,
  storageWritable,
  unknownOrder,
  instrumentStatus,
  tradingHours,
  staleData,
  candleGap,
  clockDrift,
  maxPositions,
  cooldown,
  ordersPerMinute,
  ordersPerHour,
  lossStreak,
  dailyLoss,
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

/** Judges one order by every rule: all denials in rule order. Never throws, changes nothing. */
export function checkRisk(context: RiskContext): RiskVerdict {
  return judgeOrder(riskRules, context);
}

/** Every limit with its present value, as the order in `context` would meet it. */
export function readRisk(context: RiskContext): RiskStanding[] {
  return readRules(riskRules, context);
}
