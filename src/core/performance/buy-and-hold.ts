import type { CandleColumns } from '../../domain/index.ts';
import type { PerformanceInput } from './facts.ts';
import type { TripResult } from './trip-result.ts';

/** One purchase and its sale, as a venue made them. Money is float64 quote. */
export interface Holding {
  /** The candle during which it was bought. */
  readonly entryRow: number;
  /** What the purchase left, and the amount of base that it gave. */
  readonly cash: number;
  readonly quantity: number;
  /** Cash after the sale at the last close, and the worth of base that no order could sell. */
  readonly endWorth: number;
  readonly fees: number;
  readonly tradedNotional: number;
}

export interface HeldMarket {
  readonly columns: CandleColumns;
  /** `undefined` when nothing could be bought: its part stays in cash. */
  readonly holding: Holding | undefined;
}

export interface BuyAndHoldInput {
  /** The strategy's equity times: the first is the first close that could be traded, the last the sale. */
  readonly timeMs: Float64Array;
  readonly intervalMs: number;
  readonly startEquity: number;
  readonly markets: readonly HeldMarket[];
}

/** A curve on the strategy's times, ready for `summarize`. */
export type BuyAndHold = PerformanceInput;

/**
 * Every market held for an equal part of the money, from its purchase to a sale at the last close. Before the purchase its
 * part is cash, so that the first point is the whole starting equity. Missing candles keep the price before them.
 */
export function buyAndHold({ timeMs, intervalMs, startEquity, markets }: BuyAndHoldInput): BuyAndHold {
  const equity = new Float64Array(timeMs.length);
  const budget = startEquity / Math.max(1, markets.length);
  if (markets.length === 0) equity.fill(startEquity);
  const trips = markets.flatMap((market) => holdOne(market, { timeMs, intervalMs, budget, equity }));
  return { timeMs, equity, trips };
}

interface Part {
  readonly timeMs: Float64Array;
  readonly intervalMs: number;
  readonly budget: number;
  /** This market's value is added to it. */
  readonly equity: Float64Array;
}

function holdOne({ columns, holding }: HeldMarket, { timeMs, intervalMs, budget, equity }: Part): TripResult[] {
  const { openTimeMs, close, length } = columns;
  const last = timeMs.length - 1;
  let row = holding?.entryRow ?? length;
  const entryTimeMs = row < length ? (openTimeMs[row] as number) : Number.POSITIVE_INFINITY;
  let point = 0;
  for (; point <= last && (timeMs[point] as number) < entryTimeMs + intervalMs; point += 1)
    addTo(equity, point, budget);
  if (point > last || holding === undefined) return [];
  for (; point < last; point += 1) {
    const nextCloseMs = (timeMs[point] as number) - intervalMs;
    while (row + 1 < length && (openTimeMs[row + 1] as number) <= nextCloseMs) row += 1;
    addTo(equity, point, holding.cash + holding.quantity * (close[row] as number));
  }
  addTo(equity, last, holding.endWorth);
  const netPnl = holding.endWorth - budget;
  return [
    {
      entryTimeMs,
      exitTimeMs: timeMs[last] as number,
      netPnl,
      returnRatio: netPnl / budget,
      fees: holding.fees,
      tradedNotional: holding.tradedNotional,
    },
  ];
}

function addTo(column: Float64Array, index: number, amount: number): void {
  column[index] = (column[index] as number) + amount;
}
