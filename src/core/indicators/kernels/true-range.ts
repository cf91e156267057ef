import type { Candle } from '../../../domain/market/candle.ts';

/** Wilder's true range: the candle's range, stretched to the close before it. */
export function trueRange(candle: Candle, closeBefore: number): number {
  const top = closeBefore > candle.high ? closeBefore : candle.high;
  const bottom = closeBefore < candle.low ? closeBefore : candle.low;
  return top - bottom;
}
