import { area, line } from 'd3-shape';
import type { TimeScale } from './time-axis.ts';
import { type Curve, type CurvePoint, thinOut } from './thin-out.ts';
import type { ValueScale } from './value-axis.ts';

export interface CurvePath {
  readonly curve: Curve;
  readonly x: TimeScale;
  readonly y: ValueScale;
  /** Class names of the chart style. */
  readonly look: string;
}

export function curvePath({ curve, x, y, look }: CurvePath): string {
  const path = line<CurvePoint>(
    ([timeMs]) => x(timeMs),
    ([, value]) => y(value),
  ).digits(1)(thinOut(curve, widthOf(x)));
  return path ? `<path class="line ${look}" d="${path}"/>` : '';
}

/** The surface between a curve and a constant value. */
export function curveArea({ curve, x, y, look, base }: CurvePath & { readonly base: number }): string {
  const path = area<CurvePoint>(
    ([timeMs]) => x(timeMs),
    y(base),
    ([, value]) => y(value),
  ).digits(1)(thinOut(curve, widthOf(x)));
  return path ? `<path class="${look}" d="${path}"/>` : '';
}

function widthOf(x: TimeScale): number {
  const [from = 0, to = 0] = x.range();
  return to - from;
}
