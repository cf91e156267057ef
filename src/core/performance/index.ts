/** Performance numbers of an equity curve and its round trips. Adding a metric is a file and a line in `metrics`. */
import { averageHolding } from './metrics/trades/average-holding.ts';
import { averageTrade } from './metrics/trades/average-trade.ts';
import { bestTrade } from './metrics/trades/best-trade.ts';
import { cagr } from './metrics/returns/cagr.ts';
import { calmar } from './metrics/drawdown/calmar.ts';
import { conditionalValueAtRisk } from './metrics/returns/conditional-value-at-risk.ts';
import { expectancy } from './metrics/trades/expectancy.ts';
import { exposure } from './metrics/costs/exposure.ts';
import { type PerformanceFacts, type PerformanceInput, performanceFacts } from './facts.ts';
import { feesPaid } from './metrics/costs/fees-paid.ts';
import { kurtosis } from './metrics/returns/kurtosis.ts';
import { longestLossStreak } from './metrics/trades/longest-loss-streak.ts';
import { longestWinStreak } from './metrics/trades/longest-win-streak.ts';
import { maxDrawdown } from './metrics/drawdown/max-drawdown.ts';
import { maxDrawdownDuration } from './metrics/drawdown/max-drawdown-duration.ts';
import { netProfit } from './metrics/returns/net-profit.ts';
import { payoff } from './metrics/trades/payoff.ts';
import { profitFactor } from './metrics/trades/profit-factor.ts';
import { recovery } from './metrics/drawdown/recovery.ts';
import { sharpe } from './metrics/returns/sharpe.ts';
import { skew } from './metrics/returns/skew.ts';
import { sortino } from './metrics/returns/sortino.ts';
import { tailRatio } from './metrics/returns/tail-ratio.ts';
import { totalReturn } from './metrics/returns/total-return.ts';
import { trades } from './metrics/trades/trades.ts';
import { tradesPerDay } from './metrics/trades/trades-per-day.ts';
import { turnover } from './metrics/costs/turnover.ts';
import { ulcerIndex } from './metrics/drawdown/ulcer-index.ts';
import { valueAtRisk } from './metrics/returns/value-at-risk.ts';
import { volatility } from './metrics/returns/volatility.ts';
import { winRate } from './metrics/trades/win-rate.ts';
import { worstTrade } from './metrics/trades/worst-trade.ts';

export { type BuyAndHold, type BuyAndHoldInput, type HeldMarket, type Holding, buyAndHold } from './buy-and-hold.ts';
export { type AccountFigures, accountFigures } from './account/account-figures.ts';
export { positionFigures } from './account/profit-statement.ts';
export { type BenchmarkComparison, compareWithBenchmark } from './compare-with-benchmark.ts';
export { type PerformanceFacts, type PerformanceInput, performanceFacts };
export type { FlowPoint } from './flow-free.ts';
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
