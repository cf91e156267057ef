import type { Candle } from '../../domain/index.ts';
import { type TimeScale, type ValueScale, pixel } from '../../research/reports/drawing/index.ts';

export interface CandleMarks {
  readonly candles: readonly Candle[];
  readonly x: TimeScale;
  readonly y: ValueScale;
  readonly barWidth: number;
}

/** A body from open to close and a line from low to high; all rising ones are one path, all falling ones another. */
export function candleMarks({ candles, x, y, barWidth }: CandleMarks): string {
  const bodies = { up: '', down: '' };
  const wicks = { up: '', down: '' };
  for (const { openTimeMs, open, high, low, close } of candles) {
    const direction = close >= open ? 'up' : 'down';
    const center = x(openTimeMs);
    const top = y(Math.max(open, close));
    // A candle that ends where it began still shows as a line.
    const height = Math.max(1, y(Math.min(open, close)) - top);
    const half = barWidth / 2;
    bodies[direction] +=
      `M${pixel(center - half)},${pixel(top)}h${pixel(barWidth)}v${pixel(height)}h${pixel(-barWidth)}z`;
    wicks[direction] += `M${pixel(center)},${pixel(y(high))}V${pixel(y(low))}`;
  }
  return (['up', 'down'] as const)
    .filter((direction) => bodies[direction] !== '')
    .map(
      (direction) =>
        `<path class="${direction}-line" d="${wicks[direction]}"/><path class="${direction}" d="${bodies[direction]}"/>`,
    )
    .join('');
}
