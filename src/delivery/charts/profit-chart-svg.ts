import {
  type Frame,
  curveArea,
  curvePath,
  pixel,
  svgDocument,
  textMark,
  timeAxis,
  timeScale,
  valueAxis,
  valueScale,
} from '../../research/reports/drawing/index.ts';
import { percentText, numberText } from '../../research/reports/index.ts';
import { noDataChart } from './no-data-chart.ts';

export interface ProfitChart {
  /** Unix milliseconds, ascending. */
  readonly timeMs: ArrayLike<number>;
  /** As long as `timeMs`. */
  readonly equity: ArrayLike<number>;
  readonly title: string;
  readonly width?: number;
  readonly height?: number;
}

/** Equity over time against where it started: green while ahead at the end, red while behind. */
export function profitChartSvg({ timeMs, equity, title, width = 1000, height = 420 }: ProfitChart): string {
  const count = Math.min(timeMs.length, equity.length);
  const start = equity[0];
  const end = equity[count - 1];
  if (count === 0 || start === undefined || end === undefined) return noDataChart({ width, height, title });
  const frame: Frame = { left: 68, top: 76, width: width - 68 - 32, height: height - 76 - 34 };
  const [low, high] = rangeOf(equity);
  const x = timeScale(timeMs[0] ?? 0, timeMs[count - 1] ?? 0, frame);
  const y = valueScale(low, high, frame);
  const side = end >= start ? 'up' : 'down';
  const drawn = { curve: { timeMs, values: equity }, x, y };
  const startLine = `<line class="zero" x1="${pixel(frame.left)}" x2="${pixel(frame.left + frame.width)}" y1="${pixel(y(start))}" y2="${pixel(y(start))}" stroke-dasharray="4 4"/>`;
  const body =
    textMark({ x: 24, y: 32, text: title, look: 'ink title', width: width - 48 }) +
    textMark({ x: 24, y: 56, text: changeText(start, end), look: side, width: width - 48 }) +
    timeAxis(x, frame) +
    valueAxis(y, frame) +
    curveArea({ ...drawn, look: `${side} faint`, base: start }) +
    curvePath({ ...drawn, look: `${side}-line` }) +
    startLine;
  return svgDocument({ width, height, title, body });
}

function changeText(start: number, end: number): string {
  const sign = end >= start ? '+' : '';
  const ratio = start > 0 ? ` (${sign}${percentText(end / start - 1)})` : '';
  return `${numberText(end)}, ${sign}${numberText(end - start)}${ratio}`;
}

function rangeOf(values: ArrayLike<number>): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
