/**
 * Minute candles from a seed, for engines that must see the same input. Each candle opens at the close before it, so
 * that filling at a close and filling at the next open cost the same, and engines with either rule agree.
 */
import type { CandleColumns } from '../src/domain/index.ts';
import { columnsOf } from './column-file.ts';

const START_MS = Date.UTC(2021, 2, 1);
const MINUTE_MS = 60_000;
const PRICE = 20_000;
/** Spread of a minute's return in a calm and in a lively stretch. */
const SPREADS = [0.0007, 0.0016] as const;
/** A stretch lasts between five hours and a day; its drift points back when the price is far from its beginning. */
const STRETCH_MINUTES = [300, 1440] as const;
const DRIFT = 0.00003;

export function generateCandles(count: number, seed: number): CandleColumns {
  const uniform = uniformNumbers(seed);
  const normal = normalNumbers(uniform);
  const columns = columnsOf(() => new Float64Array(count));
  let stretch = { left: 0, drift: 0, spread: 0 };
  let level = 0;
  let last = PRICE;
  for (let row = 0; row < count; row += 1) {
    if (stretch.left === 0) stretch = nextStretch(uniform, level);
    stretch.left -= 1;
    const change = stretch.drift + stretch.spread * normal();
    level += change;
    const close = cents(PRICE * Math.exp(level));
    columns.openTimeMs[row] = START_MS + row * MINUTE_MS;
    columns.open[row] = last;
    columns.high[row] = cents(Math.max(last, close) * (1 + stretch.spread * uniform()));
    columns.low[row] = cents(Math.min(last, close) * (1 - stretch.spread * uniform()));
    columns.close[row] = close;
    columns.volume[row] = cents(1 + 9 * uniform() * (1 + Math.abs(change) / stretch.spread));
    last = close;
  }
  return columns;
}

function nextStretch(uniform: () => number, level: number): { left: number; drift: number; spread: number } {
  const [shortest, longest] = STRETCH_MINUTES;
  const left = Math.floor(shortest + (longest - shortest) * uniform());
  const spread = SPREADS[uniform() < 0.7 ? 0 : 1];
  return { left, drift: DRIFT * (2 * uniform() - 1 - level), spread };
}

/** Real closes under the same rule: what an engine fills at is not what is compared here. */
export function openAtLastClose(candles: CandleColumns): CandleColumns {
  const { openTimeMs, close, volume, length } = candles;
  const open = candles.open.slice();
  const high = candles.high.slice();
  const low = candles.low.slice();
  for (let row = 1; row < length; row += 1) {
    const before = close[row - 1] as number;
    open[row] = before;
    high[row] = Math.max(high[row] as number, before);
    low[row] = Math.min(low[row] as number, before);
  }
  return { length, openTimeMs, open, high, low, close, volume };
}

/** One series cut into equal parts that are told as instruments of one time. */
export function splitSeries(candles: CandleColumns, parts: number): CandleColumns[] {
  const size = Math.floor(candles.length / parts);
  const { openTimeMs } = firstCandles(candles, size);
  return Array.from({ length: parts }, (_, part) => ({ ...cut(candles, part * size, size), openTimeMs }));
}

export function firstCandles(candles: CandleColumns, count: number): CandleColumns {
  return cut(candles, 0, Math.min(count, candles.length));
}

function cut(candles: CandleColumns, from: number, length: number): CandleColumns {
  const part = (column: Float64Array): Float64Array => column.subarray(from, from + length);
  const { openTimeMs, open, high, low, close, volume } = candles;
  return {
    length,
    openTimeMs: part(openTimeMs),
    open: part(open),
    high: part(high),
    low: part(low),
    close: part(close),
    volume: part(volume),
  };
}

function cents(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Normal numbers by Marsaglia's polar method. */
function normalNumbers(uniform: () => number): () => number {
  let kept: number | undefined;
  return () => {
    if (kept !== undefined) {
      const value = kept;
      kept = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * uniform() - 1;
      const y = 2 * uniform() - 1;
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      kept = y * factor;
      return x * factor;
    }
  };
}

/** Doty-Humphrey's sfc32, from 0 to below 1. */
function uniformNumbers(seed: number): () => number {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0;
  let c = 0x243f6a88 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round += 1) next();
  return next;
}
