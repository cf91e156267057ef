import {
  type BenchmarkComparison,
  type MonthlyReturns,
  type PerformanceInput,
  accountFigures,
  compareWithBenchmark,
  metrics,
  monthlyReturns,
  performanceFacts,
  summarizeFacts,
  tripResult,
} from '../../core/performance/index.ts';
import type { SimulationSettings } from '../../core/simulation/index.ts';
import { type Decimal, type Instrument, feeInQuote, formatDecimal, timeframeOf, toSignal } from '../../domain/index.ts';
import type { BacktestRun } from '../backtest/index.ts';
import { type ReportMarket, benchmarkOf } from './benchmark-of.ts';
import { reportPositions, reportTrade } from './report-trades.ts';
import type { BacktestReport, ReportComparison, ReportInstrument, ReportMonths, ReportRun } from './report.ts';
import { sampleRows } from './sample-rows.ts';

/** What a run does not know of itself. */
export interface ReportContext {
  readonly strategy: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The candles it was fed with, for buy and hold. */
  readonly markets: readonly ReportMarket[];
  /** The costs it ran with, which buy and hold pays as well. */
  readonly simulation: SimulationSettings;
  /** `1h`; told from the run's interval by default. */
  readonly timeframe?: string;
  readonly files?: readonly string[];
  /** By symbol where tick, step and smallest order come from, for people. */
  readonly instrumentSources?: Readonly<Record<string, string>>;
}

/** Stretches of the curve that a report keeps the extremes of: about one per pixel of a picture. */
const CURVE_STRETCHES = 800;

export function buildReport(run: BacktestRun, context: ReportContext): BacktestReport {
  const { recorder, curve } = run;
  const benchmark = benchmarkOf(run, context.markets, context.simulation);
  const ours = performanceFacts(performanceInput(run));
  const theirs = performanceFacts(benchmark);
  const strategy = summarizeFacts(ours);
  const held = summarizeFacts(theirs);
  const started = toSignal(startBalance(run));
  const { equity, profit } = accountFigures(run.engine.view);
  return {
    kind: 'backtest',
    run: describeRun(run, context),
    startEquity: curve.equity[0] ?? started,
    endEquity: equity,
    profit,
    metrics: metrics.map(({ name, title, unit, definition, source }) => ({
      name,
      title,
      unit,
      definition,
      source,
      strategy: strategy[name] ?? null,
      buyAndHold: held[name] ?? null,
    })),
    comparison: reportComparison(compareWithBenchmark(ours, theirs)),
    months: monthlyReturns(ours.curve.daily).map(reportMonths),
    curve: sampleRows({ timeMs: curve.timeMs, equity: curve.equity, buyAndHold: benchmark.equity }, CURVE_STRETCHES),
    trades: recorder.trips.map(reportTrade),
    openPositions: reportPositions(run),
    orders: recorder.orders,
    fills: recorder.fills.length,
    denials: [...recorder.denials]
      .map(([code, count]) => ({ code, count }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    notices: [...recorder.notices].map(([code, { count, first }]) => ({ code, count, first })),
  };
}

/** A finished run as the metrics take it. Fees in a third asset have no value in quote and are left out. */
export function performanceInput(run: BacktestRun): PerformanceInput {
  const { recorder, curve } = run;
  let tradedNotional = 0;
  let feesPaid: Decimal = 0n;
  for (const { fill, order } of recorder.fills) {
    const price = toSignal(fill.price);
    tradedNotional += price * toSignal(fill.quantity);
    feesPaid += feeInQuote(fill, run.engine.view.market(order.request.instrument).instrument);
  }
  return {
    timeMs: curve.timeMs,
    equity: curve.equity,
    flows: recorder.flows,
    trips: recorder.trips.map(({ trip }) => tripResult(trip)),
    openSinceMs: reportPositions(run).map((position) => position.entryTimeMs),
    feesPaid: toSignal(feesPaid),
    tradedNotional,
  };
}

function describeRun(run: BacktestRun, { strategy, parameters, simulation, ...context }: ReportContext): ReportRun {
  const { markets, settings, quote } = run.engine.view;
  const { timeMs } = run.curve;
  const rates = (read: (market: (typeof markets)[number]) => Decimal) =>
    [...new Set(markets.map((market) => formatDecimal(read(market))))].join(', ');
  const firstMs = timeMs[0];
  return {
    symbols: markets.map((market) => market.instrument.symbol),
    strategy,
    parameters,
    timeframe: context.timeframe ?? timeframeOf(settings.intervalMs) ?? `${settings.intervalMs} ms`,
    quote,
    candles: run.candles,
    fromMs: firstMs === undefined ? null : firstMs - settings.intervalMs,
    toMs: timeMs.at(-1) ?? null,
    startBalance: formatDecimal(startBalance(run)),
    makerFeeRate: rates((market) => market.instrument.makerFeeRate),
    takerFeeRate: rates((market) => market.instrument.takerFeeRate),
    spreadBps: simulation.spreadBps,
    slippageBps: simulation.slippageBps,
    depthQuotePerBps: simulation.depthQuotePerBps,
    maxVolumeShare: simulation.maxVolumeShare,
    latencyCandles: simulation.latencyCandles,
    latencyMs: simulation.latencyMs,
    files: context.files ?? [],
    instruments: markets.map(({ instrument }) =>
      reportInstrument(instrument, context.instrumentSources?.[instrument.symbol] ?? 'given'),
    ),
  };
}

function reportInstrument(
  { symbol, tickSize, stepSize, minQuantity, minNotional }: Instrument,
  source: string,
): ReportInstrument {
  return {
    symbol,
    tickSize: formatDecimal(tickSize),
    stepSize: formatDecimal(stepSize),
    minQuantity: formatDecimal(minQuantity),
    minNotional: formatDecimal(minNotional),
    source,
  };
}

function startBalance({ engine }: BacktestRun): Decimal {
  const { run, quote } = engine.view;
  return run.balances[quote] ?? 0n;
}

function reportComparison({ excessReturn, beta, alpha, correlation }: BenchmarkComparison): ReportComparison {
  return {
    excessReturn: excessReturn ?? null,
    beta: beta ?? null,
    alpha: alpha ?? null,
    correlation: correlation ?? null,
  };
}

function reportMonths({ year, months, total }: MonthlyReturns): ReportMonths {
  return { year, months: months.map((month) => month ?? null), total: total ?? null };
}
