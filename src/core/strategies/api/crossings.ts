/** Comparisons across two candles. Before warm-up every one of them is false. */
import type { Line } from '../../indicators/index.ts';

/** Above `other` at this candle's close, not yet at the one before. */
export function crossedAbove(line: Line, other: Line | number): boolean {
  if (typeof other === 'number') return line.current > other && line.previous <= other;
  return line.current > other.current && line.previous <= other.previous;
}

/** Below `other` at this candle's close, not yet at the one before. */
export function crossedBelow(line: Line, other: Line | number): boolean {
  if (typeof other === 'number') return line.current < other && line.previous >= other;
  return line.current < other.current && line.previous >= other.previous;
}

export function isRising(line: Line): boolean {
  return line.current > line.previous;
}

export function isFalling(line: Line): boolean {
  return line.current < line.previous;
}
