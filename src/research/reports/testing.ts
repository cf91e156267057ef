/** What the tests of reports share: a small real run, and a report to change. */
import { defineStrategy } from '../../core/strategies/api/index.ts';
import type { SimulationSettings } from '../../core/simulation/index.ts';
import type { RiskSettings } from '../../core/risk/index.ts';
import { type CandleColumns, type Instrument, decimal, notional, price, quantity } from '../../domain/index.ts';
import { createFileFeed } from '../../runtime/feeds/index.ts';
import { NO_TAKING_COSTS } from '../../core/costs/taking-costs.ts';
import { type BacktestRun, runBacktest } from '../backtest/index.ts';
import { type ReportContext, buildReport } from './build-report.ts';
import type { BacktestReport, ReportTrade } from './report.ts';

export const HOUR_MS = 3_600_000;
/** 2021-01-01T00:00Z. */
export const START_MS = 1_609_459_200_000;

/** Hourly candles that open where the one before closed. */
function columnsOf(closes: readonly number[]): CandleColumns {
  const open = Float64Array.from(closes, (close, i) => closes[i - 1] ?? close);
  return {
    length: closes.length,
    openTimeMs: Float64Array.from(closes, (_, i) => START_MS + i * HOUR_MS),
    open,
    high: Float64Array.from(closes, (close, i) => Math.max(close, open[i] ?? close)),
    low: Float64Array.from(closes, (close, i) => Math.min(close, open[i] ?? close)),
    close: Float64Array.from(closes),
    volume: Float64Array.from(closes, () => 1000),
  };
}

const instrument: Instrument = {
  id: 0,
  symbol: 'BTC/USDT',
  venue: 'sim',
  base: 'BTC',
  quote: 'USDT',
  tickSize: price('0.01'),
  stepSize: quantity('0.001'),
  minQuantity: quantity('0.001'),
  minNotional: notional('1'),
  makerFeeRate: decimal('0.001'),
  takerFeeRate: decimal('0.001'),
  feeAsset: 'quote',
  status: 'trading',
};

const simulation: SimulationSettings = {
  spreadBps: 0,
  slippageBps: 0,
  depthQuotePerBps: 0,
  maxVolumeShare: 1,
  latencyCandles: 0,
  latencyMs: 0,
};

export interface SmallRun {
  readonly closes: readonly number[];
  /** Candles after which the strategy wants in, and out. */
  readonly enterAt?: readonly number[];
  readonly exitAt?: readonly number[];
  readonly risk?: RiskSettings;
  readonly warmUpCandles?: number;
  readonly instrument?: Partial<Instrument>;
}

/** Buys for half of the equity at the open after each `enterAt` candle, and sells at the one after each `exitAt`. */
export function smallRun({ closes, enterAt = [], exitAt = [], risk = {}, warmUpCandles = 0, ...rest }: SmallRun): {
  readonly run: BacktestRun;
  readonly context: ReportContext;
} {
  const columns = columnsOf(closes);
  const strategy = defineStrategy({
    name: 'by-index',
    parameters: {},
    setup() {
      return ({ index, position, enterLong, exit }) => {
        if (!position && enterAt.includes(index)) return enterLong({ reason: `candle ${index}`, tag: 'in' });
        if (position && exitAt.includes(index)) return exit({ reason: `candle ${index}`, tag: 'out' });
        return undefined;
      };
    },
  });
  const run = runBacktest({
    identity: { mode: 'backtest', commit: 'test', configHash: 'test', seed: 0, runId: 'c0000000' },
    settings: {
      intervalMs: HOUR_MS,
      lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }],
      risk,
      exits: {},
      size: { kind: 'equityShare', share: 0.5 },
      isTradingEnabled: true,
      takingCosts: NO_TAKING_COSTS,
      idempotency: { bucketMs: 60_000, ttlMs: HOUR_MS },
      orderMaxAgeMs: 1e12,
      nakedLimitMs: 10_000,
    },
    simulation,
    instruments: [{ ...instrument, ...rest.instrument }],
    balances: { USDT: decimal('1000') },
    feed: createFileFeed({
      files: [{ instrument: 0, columns }],
      intervalMs: HOUR_MS,
      warmUpCandles,
      speed: Number.POSITIVE_INFINITY,
    }),
  });
  const markets = [{ symbol: 'BTC/USDT', columns }];
  return { run, context: { strategy: 'by-index', parameters: {}, markets, simulation, files: ['btc.csv'] } };
}

/** Two trades, a win and a loss, and a position that stays open; some fields replaced. */
export function aReport(over: Partial<BacktestReport> = {}): BacktestReport {
  const { run, context } = smallRun({
    closes: [100, 100, 110, 120, 120, 114, 108, 108, 110, 112],
    enterAt: [1, 4, 7],
    exitAt: [3, 6],
  });
  return { ...buildReport(run, context), ...over };
}

export function aReportTrade(over: Partial<ReportTrade> = {}): ReportTrade {
  return {
    symbol: 'BTC/USDT',
    strategy: 'by-index',
    entryTimeMs: START_MS,
    exitTimeMs: START_MS + HOUR_MS,
    quantity: '0.5',
    entryPrice: '100',
    exitPrice: '110',
    grossPnl: '5',
    fees: '0.1',
    netPnl: '4.9',
    returnRatio: 0.098,
    candles: 1,
    entryReason: 'up',
    exitReason: 'down',
    tags: [],
    ...over,
  };
}

/** Names of the elements that are not closed in order; empty for well-formed XML. */
export function unclosedElements(xml: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const [, slash, name = '', isEmpty] of xml.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*?(\/?)>/gi)) {
    if (slash === '/') {
      if (open.pop() !== name) wrong.push(name);
    } else if (isEmpty !== '/') {
      open.push(name);
    }
  }
  return [...open, ...wrong];
}
