import type { CandleColumns } from '../../domain/index.ts';
import type { PerformanceInput } from './facts.ts';
import type { TripResult } from './trip-result.ts';

export interface HeldMarket {
  readonly columns: CandleColumns;
  /** Taker fee, 0..1, paid on the way in and on the way out. */
  readonly feeRatio: number;
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
 * Buys every market for an equal part of the money at the first close at or after `timeMs[0]` and sells at the last.
 * A market that begins later keeps its part in cash until then. The fee of a purchase shows from the point after it,
 * so that the first point is the whole starting equity. Missing candles keep the price before them.
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

function holdOne({ columns, feeRatio }: HeldMarket, { timeMs, intervalMs, budget, equity }: Part): TripResult[] {
  const { openTimeMs, close, length } = columns;
  const last = timeMs.length - 1;
  let row = 0;
  while (row < length && (openTimeMs[row] as number) + intervalMs < (timeMs[0] ?? 0)) row += 1;
  const firstCloseMs = row < length ? (openTimeMs[row] as number) + intervalMs : Number.POSITIVE_INFINITY;
  let point = 0;
  for (; point <= last && (timeMs[point] as number) <= firstCloseMs; point += 1) addTo(equity, point, budget);
  if (point > last) return [];
  const entryPrice = close[row] as number;
  const quantity = budget / (entryPrice * (1 + feeRatio));
  for (; point <= last; point += 1) {
    const nextCloseMs = (timeMs[point] as number) - intervalMs;
    while (row + 1 < length && (openTimeMs[row + 1] as number) <= nextCloseMs) row += 1;
    addTo(equity, point, quantity * (close[row] as number));
  }
  const proceeds = quantity * (close[row] as number);
  const fees = (budget / (1 + feeRatio) + proceeds) * feeRatio;
  addTo(equity, last, -proceeds * feeRatio);
  const netPnl = proceeds * (1 - feeRatio) - budget;
  return [
    {
      entryTimeMs: firstCloseMs,
      exitTimeMs: timeMs[last] as number,
      netPnl,
      returnRatio: netPnl / budget,
      fees,
      tradedNotional: budget / (1 + feeRatio) + proceeds,
    },
  ];
}

function addTo(column: Float64Array, index: number, amount: number): void {
  column[index] = (column[index] as number) + amount;
}
