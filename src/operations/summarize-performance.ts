import { type Instrument, type ProfitFigures, changeOf, feeInQuote, formatDecimal, toSignal } from '../domain/index.ts';
import type { Clock, FillRow, ProjectionReader, TimeRange } from '../ports/index.ts';
import { allRows } from './records.ts';

export interface PerformanceRequest {
  readonly reader: ProjectionReader;
  /** By id. */
  readonly instruments: ReadonlyMap<number, Instrument>;
  readonly clock: Clock;
  /** Days of market time, today included. */
  readonly days: number;
}

export interface PerformanceSummary {
  readonly quote: string;
  /** UTC midnight. */
  readonly fromMs: number;
  /** Latest moment of the market that is traded: simulated markets have a time of their own. */
  readonly toMs: number | undefined;
  readonly startEquity: number | undefined;
  readonly equity: number | undefined;
  /** Quote paid in minus quote taken out. */
  readonly netFlow: number;
  /** Change of equity without what was paid in or taken out, open positions included. */
  readonly pnl: number | undefined;
  /** Of the whole run, as of `toMs`; `undefined` in records of an older version. */
  readonly profit: ProfitFigures | undefined;
  /** The same where `startEquity` is from: what it adds up to between the two is `pnl`. */
  readonly profitBefore: ProfitFigures | undefined;
  readonly roundTrips: number;
  readonly won: number;
  /** Of the round trips, after fees. */
  readonly netPnl: number;
  /** Of every fill, those of open positions included. */
  readonly fees: number;
  readonly fills: number;
  readonly denials: readonly { readonly code: string; readonly count: number }[];
  /** Newest first. */
  readonly trips: readonly SummarizedTrip[];
}

export interface SummarizedTrip {
  readonly symbol: string;
  readonly strategy: string;
  readonly entryTimeMs: number;
  readonly exitTimeMs: number;
  readonly netPnl: string;
  readonly returnRatio: number;
  readonly exitReason: string;
}

const DAY_MS = 86_400_000;

/** Trades and profit of today, or of the last days. */
export async function summarizePerformance(request: PerformanceRequest): Promise<PerformanceSummary> {
  const { reader, instruments, clock, days } = request;
  const newest = (await reader.account()) ?? (await reader.equity({ points: 2 })).at(-1);
  // Simulated and replayed markets live in a time of their own: today is where their equity was last seen.
  const fromMs = Math.floor((newest?.timeMs ?? clock.nowMs()) / DAY_MS) * DAY_MS - (days - 1) * DAY_MS;
  // The close at 00:00 UTC is the day's first equity: what the candle before it lost is yesterday's.
  const before =
    (await reader.equity({ toMs: fromMs + 1, points: 2 })).at(-1) ?? (await reader.equity({ fromMs, points: 2 }))[0];
  const trips = await Array.fromAsync(allRows((page) => reader.roundTrips({ fromMs, ...page })));
  const [equity, startEquity] = [newest?.equity, before?.equity];
  const quote = instruments.values().next().value?.quote ?? '';
  const paidIn = await netFlow(reader, quote, {
    fromMs: (before?.timeMs ?? fromMs) + 1,
    toMs: (newest?.timeMs ?? fromMs) + 1,
  });
  const fills = await Array.fromAsync(allRows((page) => reader.fills({ fromMs, ...page })));
  const fees = fills.reduce((sum, fill) => sum + feeOf(fill, instruments), 0n);
  return {
    quote,
    fromMs,
    toMs: newest?.timeMs,
    startEquity,
    equity,
    netFlow: paidIn,
    pnl: equity === undefined || startEquity === undefined ? undefined : changeOf(startEquity + paidIn, equity),
    profit: newest?.profit,
    profitBefore: before?.profit,
    roundTrips: trips.length,
    won: trips.filter((trip) => trip.netPnl > 0n).length,
    netPnl: toSignal(trips.reduce((sum, trip) => sum + trip.netPnl, 0n)),
    fees: toSignal(fees),
    fills: fills.length,
    denials: (await reader.denialCounts({ fromMs })).map(({ code, count }) => ({ code, count })),
    trips: trips.map((trip) => ({
      symbol: instruments.get(trip.instrument)?.symbol ?? String(trip.instrument),
      strategy: trip.strategy,
      entryTimeMs: trip.entryTimeMs,
      exitTimeMs: trip.exitTimeMs,
      netPnl: formatDecimal(trip.netPnl),
      returnRatio: trip.returnRatio,
      exitReason: trip.exitReason,
    })),
  };
}

function feeOf(fill: FillRow, instruments: ReadonlyMap<number, Instrument>): bigint {
  const instrument = instruments.get(fill.instrument);
  return instrument ? feeInQuote(fill, instrument) : 0n;
}

/** Of the quote currency; coins that were paid in are not the bot's. */
async function netFlow(reader: ProjectionReader, asset: string, range: TimeRange): Promise<number> {
  const rows = await Array.fromAsync(allRows((page) => reader.flows({ asset, ...range, ...page })));
  return toSignal(rows.reduce((sum, { amount }) => sum + amount, 0n));
}
