/** What a backtest found, as plain data: everything here survives JSON. Exact decimals are strings. */
import { visibleJson } from '../../domain/text.ts';
import type { PositionFigures, ProfitFigures } from '../../domain/index.ts';
import type { MetricName, MetricUnit } from '../../core/performance/index.ts';

export interface ReportRun {
  readonly symbols: readonly string[];
  readonly strategy: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly timeframe: string;
  readonly quote: string;
  /** Candles told, warm-up included. */
  readonly candles: number;
  /** Open time of the first tradable candle and close time of the last; `null` when nothing could be traded. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly startBalance: string;
  readonly makerFeeRate: string;
  readonly takerFeeRate: string;
  /** Around the prices of the candles; 0: they are bid and ask alike. */
  readonly spreadBps: number;
  readonly slippageBps: number;
  /** Quote that costs a further basis point; 0: the book is endless. */
  readonly depthQuotePerBps: number;
  /** Of a candle's volume, 1: no limit. */
  readonly maxVolumeShare: number;
  readonly latencyCandles: number;
  readonly latencyMs: number;
  readonly files: readonly string[];
  readonly instruments: readonly ReportInstrument[];
}

/** The venue rules that orders were held to. Exact decimals as strings. */
export interface ReportInstrument {
  readonly symbol: string;
  readonly tickSize: string;
  readonly stepSize: string;
  readonly minQuantity: string;
  /** Smallest order in quote. */
  readonly minNotional: string;
  /** Where they come from, for people. */
  readonly source: string;
}

export interface ReportMetric {
  readonly name: MetricName;
  readonly title: string;
  readonly unit: MetricUnit;
  readonly definition: string;
  readonly source: string;
  /** `null` when the number does not exist. */
  readonly strategy: number | null;
  readonly buyAndHold: number | null;
}

/** The strategy against buy and hold, day by day. */
export interface ReportComparison {
  readonly excessReturn: number | null;
  readonly beta: number | null;
  readonly alpha: number | null;
  readonly correlation: number | null;
}

/** Columns of equal length for drawing: of every stretch of time the highest, lowest and deepest points. */
export interface ReportCurve {
  readonly timeMs: readonly number[];
  readonly equity: readonly number[];
  readonly buyAndHold: readonly number[];
  /** 0 at a peak, up to 1. */
  readonly drawdownRatio: readonly number[];
}

export interface ReportMonths {
  readonly year: number;
  readonly months: readonly (number | null)[];
  readonly total: number | null;
}

export interface ReportTrade {
  readonly symbol: string;
  readonly strategy: string;
  readonly entryTimeMs: number;
  readonly exitTimeMs: number;
  readonly quantity: string;
  readonly entryPrice: string;
  readonly exitPrice: string;
  readonly grossPnl: string;
  readonly fees: string;
  readonly netPnl: string;
  readonly returnRatio: number;
  readonly candles: number;
  readonly entryReason: string;
  readonly exitReason: string;
  readonly tags: readonly string[];
}

/** What was still held at the end. */
export interface ReportPosition extends PositionFigures {
  readonly symbol: string;
  readonly strategy: string;
  readonly quantity: string;
  readonly entryPrice: string;
  readonly entryTimeMs: number;
  readonly lastPrice: number;
  /** Entry fees of what is held, in quote. */
  readonly fees: string;
}

export interface BacktestReport {
  readonly kind: 'backtest';
  readonly run: ReportRun;
  /** Quote, at the last close. */
  readonly startEquity: number;
  readonly endEquity: number;
  readonly profit: ProfitFigures;
  readonly metrics: readonly ReportMetric[];
  readonly comparison: ReportComparison;
  readonly months: readonly ReportMonths[];
  readonly curve: ReportCurve;
  readonly trades: readonly ReportTrade[];
  readonly openPositions: readonly ReportPosition[];
  readonly orders: number;
  readonly fills: number;
  /** Entries that risk denied, most frequent first. */
  readonly denials: readonly { readonly code: string; readonly count: number }[];
  readonly notices: readonly { readonly code: string; readonly count: number; readonly first: string }[];
}

export function metricOf(report: BacktestReport, name: MetricName): ReportMetric | undefined {
  return report.metrics.find((metric) => metric.name === name);
}

export function reportJson(report: BacktestReport): string {
  return `${visibleJson(JSON.stringify(report, undefined, 2))}\n`;
}
