import type { Candle } from '../../domain/index.ts';
import { type Frame, type TimeScale, pixel, textMark } from '../../research/reports/drawing/index.ts';

export interface VolumeMarks {
  readonly candles: readonly Candle[];
  readonly x: TimeScale;
  readonly frame: Frame;
  readonly barWidth: number;
}

/** Bars from the bottom of the frame, the highest one filling it; in the colours of their candles. */
export function volumeMarks({ candles, x, frame, barWidth }: VolumeMarks): string {
  const highest = Math.max(...candles.map(({ volume }) => volume));
  if (!(highest > 0)) return '';
  const bottom = frame.top + frame.height;
  const paths = { up: '', down: '' };
  for (const { openTimeMs, open, close, volume } of candles) {
    const height = (volume / highest) * frame.height;
    const left = x(openTimeMs) - barWidth / 2;
    paths[close >= open ? 'up' : 'down'] +=
      `M${pixel(left)},${pixel(bottom)}v${pixel(-height)}h${pixel(barWidth)}V${pixel(bottom)}z`;
  }
  const bars = (['up', 'down'] as const).map((name) =>
    paths[name] === '' ? '' : `<path class="${name} half" d="${paths[name]}"/>`,
  );
  const label = textMark({ x: frame.left - 8, y: frame.top + 10, text: 'Volume', look: 'muted small', anchor: 'end' });
  return bars.join('') + label;
}
