/** Performance numbers of an equity curve and its round trips. Adding a metric is a file and a line in `metrics`. */
import { averageHolding } from './average-holding.ts';
import { averageTrade } from './average-trade.ts';
import { bestTrade } from './best-trade.ts';
import { cagr } from './cagr.ts';
import { calmar } from './calmar.ts';
import { conditionalValueAtRisk } from './conditional-value-at-risk.ts';
import { expectancy } from './expectancy.ts';
import { exposure } from './exposure.ts';
import { type PerformanceFacts, type PerformanceInput, performanceFacts } from './facts.ts';
import { feesPaid } from './fees-paid.ts';
import { kurtosis } from './kurtosis.ts';
import { longestLossStreak } from './longest-loss-streak.ts';
import { longestWinStreak } from './longest-win-streak.ts';
import { maxDrawdown } from './max-drawdown.ts';
import { maxDrawdownDuration } from './max-drawdown-duration.ts';
import { netProfit } from './net-profit.ts';
import { payoff } from './payoff.ts';
import { profitFactor } from './profit-factor.ts';
import { recovery } from './recovery.ts';
import { sharpe } from './sharpe.ts';
import { skew } from './skew.ts';
import { sortino } from './sortino.ts';
import { tailRatio } from './tail-ratio.ts';
import { totalReturn } from './total-return.ts';
import { trades } from './trades.ts';
import { tradesPerDay } from './trades-per-day.ts';
import { turnover } from './turnover.ts';
import { ulcerIndex } from './ulcer-index.ts';
import { valueAtRisk } from './value-at-risk.ts';
import { volatility } from './volatility.ts';
import { winRate } from './win-rate.ts';
import { worstTrade } from './worst-trade.ts';

export { type BuyAndHold, type BuyAndHoldInput, type HeldMarket, buyAndHold } from './buy-and-hold.ts';
export { type BenchmarkComparison, compareWithBenchmark } from './compare-with-benchmark.ts';
export { type PerformanceFacts, type PerformanceInput, performanceFacts };
export type { Metric, MetricUnit } from './metric.ts';
export { type MonthlyReturns, monthlyReturns } from './monthly-returns.ts';
export { type CurveFacts, type DailyEquity, readCurve } from './read-curve.ts';
export { type TripResult, tripResult } from './trip-result.ts';
export { type Underwater, underwater } from './underwater.ts';

/** In the order people read them. */
export const metrics = [
  totalReturn,
  netProfit,
  cagr,
  sharpe,
  sortino,
  calmar,
  volatility,
  maxDrawdown,
  maxDrawdownDuration,
  recovery,
  ulcerIndex,
  valueAtRisk,
  conditionalValueAtRisk,
  tailRatio,
  skew,
  kurtosis,
  trades,
  winRate,
  profitFactor,
  payoff,
  expectancy,
  averageTrade,
  bestTrade,
  worstTrade,
  longestWinStreak,
  longestLossStreak,
  averageHolding,
  tradesPerDay,
  exposure,
  turnover,
  feesPaid,
] as const;

export type MetricName = (typeof metrics)[number]['name'];

/** Every metric by name, in the order of `metrics`; a number that does not exist is `undefined`. */
export type PerformanceSummary = Readonly<Record<MetricName, number | undefined>>;

/** Daily returns are taken from equity at UTC day ends and annualised on 365 days. */
export function summarize(input: PerformanceInput): PerformanceSummary {
  return summarizeFacts(performanceFacts(input));
}

export function summarizeFacts(facts: PerformanceFacts): PerformanceSummary {
  const summary: Partial<Record<MetricName, number | undefined>> = {};
  for (const metric of metrics) summary[metric.name] = metric.value(facts);
  return summary as PerformanceSummary;
}
