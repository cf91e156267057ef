/** Comparisons across two candles. Before warm-up every one of them is false. */
import type { Line } from '../../indicators/index.ts';

export function crossedAbove(line: Line, other: Line | number): boolean {
  const [now, before] = typeof other === 'number' ? [other, other] : [other.current, other.previous];
  return line.current > now && line.previous <= before;
}

export function crossedBelow(line: Line, other: Line | number): boolean {
  const [now, before] = typeof other === 'number' ? [other, other] : [other.current, other.previous];
  return line.current < now && line.previous >= before;
}

export function isRising(line: Line): boolean {
  return line.current > line.previous;
}

export function isFalling(line: Line): boolean {
  return line.current < line.previous;
}
