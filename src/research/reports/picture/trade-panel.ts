import { scaleLinear } from 'd3-scale';
import { type Frame, type TimeScale, pixel, textMark } from '../drawing/index.ts';
import type { BacktestReport, ReportTrade } from '../report.ts';

/** Bars closer than this are merged into the best and the worst of them. */
const BAR_WIDTH = 2;

/** The return of every trade as a bar at its exit; any number of trades stays readable. */
export function tradePanel({ trades }: BacktestReport, x: TimeScale, frame: Frame): string {
  const heading = textMark({ x: frame.left, y: frame.top - 8, text: headingOf(trades), look: 'muted' });
  if (trades.length === 0) return heading;
  const [low, high] = extremes(trades);
  const best = Math.max(0, high);
  const worst = Math.min(0, low);
  const y = scaleLinear([worst, best], [frame.top + frame.height, frame.top]);
  const zero = `<line class="zero" x1="${pixel(frame.left)}" x2="${pixel(frame.left + frame.width)}" y1="${pixel(y(0))}" y2="${pixel(y(0))}"/>`;
  const label = (value: number) =>
    textMark({
      x: frame.left - 8,
      y: y(value) + 4,
      text: `${(value * 100).toFixed(1)} %`,
      look: 'muted small',
      anchor: 'end',
    });
  const bars = [...columnsOf(trades, x, frame)].map(
    ([column, [low, high]]) => bar(column, y(high), y(0), 'up') + bar(column, y(0), y(low), 'down'),
  );
  return heading + (best > 0 ? label(best) : '') + (worst < 0 ? label(worst) : '') + bars.join('') + zero;
}

function headingOf(trades: readonly ReportTrade[]): string {
  return trades.length === 0 ? 'No finished trade' : 'Return of each trade';
}

/** Lowest and highest return, without spreading a hundred thousand trades over a call. */
function extremes(trades: readonly ReportTrade[]): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { returnRatio } of trades) {
    if (returnRatio < low) low = returnRatio;
    if (returnRatio > high) high = returnRatio;
  }
  return [low, high];
}

/** Pixel columns with the worst loss and the best gain in them. */
function columnsOf(
  trades: readonly ReportTrade[],
  x: TimeScale,
  frame: Frame,
): Map<number, [low: number, high: number]> {
  const columns = new Map<number, [low: number, high: number]>();
  for (const { exitTimeMs, returnRatio } of trades) {
    const offset = Math.floor((x(exitTimeMs) - frame.left) / BAR_WIDTH) * BAR_WIDTH;
    const column = frame.left + Math.min(offset, frame.width - BAR_WIDTH);
    const seen = columns.get(column);
    if (seen === undefined) columns.set(column, [Math.min(0, returnRatio), Math.max(0, returnRatio)]);
    else if (returnRatio < seen[0]) seen[0] = returnRatio;
    else if (returnRatio > seen[1]) seen[1] = returnRatio;
  }
  return columns;
}

function bar(x: number, top: number, bottom: number, look: string): string {
  const height = bottom - top;
  if (height <= 0) return '';
  return `<rect class="${look}" x="${pixel(x)}" y="${pixel(top)}" width="${BAR_WIDTH}" height="${pixel(Math.max(0.5, height))}"/>`;
}
