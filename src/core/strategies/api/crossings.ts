/**
 * Comparisons across two candles of the strategy's own timeframe: a line of a higher one has a new value with the candle
 * that closes it, so that its crossing is seen once. Before warm-up every one of them is false.
 */
import type { Line } from '../../indicators/index.ts';

/** Above `other` at this candle's close, not yet at the one before. */
export function crossedAbove(line: Line, other: Line | number): boolean {
  if (typeof other === 'number') return line.current > other && line.before <= other;
  return line.current > other.current && line.before <= other.before;
}

/** Below `other` at this candle's close, not yet at the one before. */
export function crossedBelow(line: Line, other: Line | number): boolean {
  if (typeof other === 'number') return line.current < other && line.before >= other;
  return line.current < other.current && line.before >= other.before;
}

/** Compared with the line's own candle before. */
export function isRising(line: Line): boolean {
  return line.current > line.previous;
}

export function isFalling(line: Line): boolean {
  return line.current < line.previous;
}
