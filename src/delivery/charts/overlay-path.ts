import { line } from 'd3-shape';
import type { Candle } from '../../domain/index.ts';
import type { TimeScale, ValueScale } from '../../research/reports/drawing/index.ts';

/** A line over the candles, such as an average. */
export interface ChartOverlay {
  readonly title: string;
  /** One per candle; `undefined` or NaN before the indicator is warm. */
  readonly values: readonly (number | undefined)[];
}

export interface OverlayPath {
  readonly overlay: ChartOverlay;
  readonly candles: readonly Candle[];
  readonly x: TimeScale;
  readonly y: ValueScale;
  readonly look: string;
}

/** Broken where there is no value; kept inside the range of the candles, whose scale it does not change. */
export function overlayPath({ overlay, candles, x, y, look }: OverlayPath): string {
  const [bottom = 0, top = 0] = y.range();
  const path = line<Candle>()
    .defined((_, i) => Number.isFinite(overlay.values[i]))
    .x(({ openTimeMs }) => x(openTimeMs))
    .y((_, i) => Math.min(bottom, Math.max(top, y(overlay.values[i] ?? 0))))
    .digits(1)(candles);
  return path ? `<path class="line ${look}" d="${path}"/>` : '';
}
