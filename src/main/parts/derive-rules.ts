/** Instrument rules for candles whose venue nobody named: what the data itself shows, and a minimum that people trade at. */
import {
  type CandleColumns,
  type Notional,
  type Price,
  type Quantity,
  fromSignal,
  notional,
  price,
  quantity,
  toSignal,
} from '../../domain/index.ts';

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

/** One step of quantity is worth at most this share of the smallest order: what rounding down leaves is small beside it. */
const COARSEST_STEP = 1e-3;
/** Of tick and step where there is no candle to derive them from. */
const USUAL_DECIMALS = 8;

/** The decimal step that every price of the candles is a multiple of. Reads each price once. */
export function tickOf(columns: CandleColumns | undefined): Price {
  if (columns === undefined) return price(`1e-${USUAL_DECIMALS}`);
  const { open, high, low, close, length } = columns;
  let decimals = 0;
  let scale = 1;
  let lowest = Number.POSITIVE_INFINITY;
  for (const column of [open, high, low, close]) {
    for (let row = 0; row < length; row += 1) {
      const value = column[row] as number;
      if (value > 0 && value < lowest) lowest = value;
      while (decimals < MOST_DECIMALS && !isWhole(value * scale)) {
        decimals += 1;
        scale = 10 ** decimals;
      }
    }
  }
  const fewest = lowest < Number.POSITIVE_INFINITY ? Math.ceil(-Math.log10(lowest * COARSEST_TICK)) : 0;
  return price(`1e-${Math.min(MOST_DECIMALS, Math.max(decimals, fewest, 0))}`);
}

/** A power of ten up to one coin, worth little beside the smallest order at every price of the candles. */
export function stepOf(columns: CandleColumns | undefined, smallestOrder: Notional): Quantity {
  let highest = 0;
  for (let row = 0; row < (columns?.length ?? 0); row += 1) {
    const value = columns?.high[row] as number;
    if (value > highest) highest = value;
  }
  const most = (toSignal(smallestOrder) * COARSEST_STEP) / highest;
  const decimals = Number.isFinite(most) && most > 0 ? Math.ceil(-Math.log10(most)) : USUAL_DECIMALS;
  return quantity(`1e-${Math.min(MOST_DECIMALS, Math.max(0, decimals))}`);
}

/** Below this an order is not worth its fee; `capital` is in the same quote. */
export function smallestOrderOf(quote: string, capital: number): Notional {
  const known = SMALLEST_ORDER[quote];
  return known === undefined ? (fromSignal(capital * SMALLEST_SHARE) as Notional) : notional(known);
}

function isWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= value * NOISE;
}
