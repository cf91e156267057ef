/**
 * Candles are nearly all that a journal holds, and have a short form in its rows: `0,60000,2,3000050,150,-25,3,12.5` is
 * the instrument, the milliseconds from the open to the entry, the decimals of the prices, the open in units of their last
 * digit, what high, low and close differ from it by, and the volume. Every number reads back bit for bit; a candle that
 * cannot has no short form.
 */
import type { CandleBackfilled, CandleClosed } from '../../../domain/events/events.ts';

export type CandleEvent = CandleClosed | CandleBackfilled;

const MOST_DECIMALS = 12;
const SCALES = Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => 10 ** decimals);
const LENGTH = 8;
const COMMA = 44;
const MINUS = 45;
const ZERO_DIGIT = 48;
const NINE_DIGIT = 57;

/** `undefined` for numbers that it does not hold, as a price that is not above zero. */
export function encodeCandleRow(candle: CandleEvent, timeMs: number): string | undefined {
  const { instrument, openTimeMs, open, high, low, close, volume } = candle;
  const delayMs = timeMs - openTimeMs;
  if (!isPlain(openTimeMs) || !isWhole(delayMs) || timeMs - delayMs !== openTimeMs) return undefined;
  if (!isPlain(instrument) || !isWhole(instrument) || !isPlain(volume) || volume < 0) return undefined;
  let decimals = decimalsOf(open, 0);
  decimals = decimalsOf(high, decimals);
  decimals = decimalsOf(low, decimals);
  decimals = decimalsOf(close, decimals);
  const scale = SCALES[decimals];
  if (scale === undefined) return undefined;
  const from = Math.round(open * scale);
  const [up, down, on] = [Math.round(high * scale), Math.round(low * scale), Math.round(close * scale)];
  // A price that fewer decimals hold may be too large for those of another.
  if (!(Math.max(from, up, down, on) <= Number.MAX_SAFE_INTEGER)) return undefined;
  if (from / scale !== open || up / scale !== high || down / scale !== low || on / scale !== close) return undefined;
  return `${instrument},${delayMs},${decimals},${from},${up - from},${down - from},${on - from},${volume}`;
}

/** `undefined` when it is no short form. */
export function decodeCandleRow(type: CandleEvent['type'], row: string, timeMs: number): CandleEvent | undefined {
  const numbers = numbersIn(row);
  const scale = numbers && SCALES[numbers[2]];
  if (scale === undefined) return undefined;
  const [instrument, delayMs, , from, up, down, on, volume] = numbers as Numbers;
  return {
    type,
    instrument,
    openTimeMs: timeMs - delayMs,
    open: from / scale,
    high: (from + up) / scale,
    low: (from + down) / scale,
    close: (from + on) / scale,
    volume,
  };
}

type Numbers = [number, number, number, number, number, number, number, number];

/** By hand, as nearly every row that a start reads is one. All numbers but the volume are whole. */
function numbersIn(row: string): Numbers | undefined {
  const numbers: Numbers = [0, 0, 0, 0, 0, 0, 0, 0];
  let at = 0;
  for (let part = 0; part < LENGTH - 1; part += 1) {
    const isNegative = row.charCodeAt(at) === MINUS;
    if (isNegative) at += 1;
    const first = at;
    let value = 0;
    let code = row.charCodeAt(at);
    for (; code >= ZERO_DIGIT && code <= NINE_DIGIT; code = row.charCodeAt(at)) {
      value = value * 10 + (code - ZERO_DIGIT);
      at += 1;
    }
    if (code !== COMMA || at === first || value > Number.MAX_SAFE_INTEGER) return undefined;
    numbers[part] = isNegative ? -value : value;
    at += 1;
  }
  const first = row.charCodeAt(at);
  const volume = Number(row.slice(at));
  numbers[LENGTH - 1] = volume;
  return first >= ZERO_DIGIT && first <= NINE_DIGIT && volume - volume === 0 ? numbers : undefined;
}

const isWhole = Number.isSafeInteger;

/** Text of such a number is the number again. */
function isPlain(value: number): boolean {
  return value - value === 0 && (value !== 0 || 1 / value > 0);
}

/** How many decimals the price needs, from `least` on; more than there are when it is no price of so many. */
function decimalsOf(price: number, least: number): number {
  if (!(price > 0)) return SCALES.length;
  let decimals = least;
  for (; decimals < SCALES.length; decimals += 1) {
    const scale = SCALES[decimals] as number;
    if (Math.round(price * scale) / scale === price) break;
  }
  return decimals;
}
