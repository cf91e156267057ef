/** Instrument rules for candles whose venue nobody named: what the data itself shows, and a minimum that people trade at. */
import { type CandleColumns, type Notional, type Price, fromSignal, notional, price } from '../../domain/index.ts';

/** Finer than any venue quotes. */
const MOST_DECIMALS = 16;
/** Share of a number that float64 text may be off by. */
const NOISE = 4e-15;
/** One tick is at most this share of the lowest price: few candles may all show round prices. */
const COARSEST_TICK = 1e-4;

/** Smallest order by quote, a few dollars each, as large venues ask for. */
const SMALLEST_ORDER: Readonly<Record<string, string>> = {
  USDT: '5',
  USDC: '5',
  FDUSD: '5',
  USD: '5',
  EUR: '5',
  GBP: '5',
  NOK: '50',
  TRY: '100',
  JPY: '500',
  BTC: '0.0001',
  ETH: '0.002',
  BNB: '0.01',
};
/** Of other quotes: this share of the capital. */
const SMALLEST_SHARE = 1e-4;

/** The decimal step that every price of the candles is a multiple of. Reads each price once. */
export function tickOf({ open, high, low, close, length }: CandleColumns): Price {
  let decimals = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (const column of [open, high, low, close]) {
    for (let row = 0; row < length; row += 1) {
      const value = column[row] as number;
      if (value > 0 && value < lowest) lowest = value;
      while (decimals < MOST_DECIMALS && !isWhole(value * 10 ** decimals)) decimals += 1;
    }
  }
  const fewest = lowest < Number.POSITIVE_INFINITY ? Math.ceil(-Math.log10(lowest * COARSEST_TICK)) : 0;
  return price(`1e-${Math.min(MOST_DECIMALS, Math.max(decimals, fewest, 0))}`);
}

/** Below this an order is not worth its fee; `capital` is in the same quote. */
export function smallestOrderOf(quote: string, capital: number): Notional {
  const known = SMALLEST_ORDER[quote];
  return known === undefined ? (fromSignal(capital * SMALLEST_SHARE) as Notional) : notional(known);
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= value * NOISE;
}
