import {
  type Frame,
  type TimeScale,
  type ValueScale,
  curvePath,
  triangle,
  valueAxis,
  valueScale,
} from '../drawing/index.ts';
import type { BacktestReport } from '../report.ts';

/** More marks than this hide the line; the panel of trades beneath shows any number. */
const MOST_MARKS = 120;

/** Both curves on one scale, and a mark where a trade ended: up for a win, down for a loss. */
export function equityPanel(report: BacktestReport, x: TimeScale, frame: Frame): string {
  const { timeMs, equity, buyAndHold } = report.curve;
  const [low, high] = rangeOf([equity, buyAndHold]);
  const y = valueScale(low, high, frame);
  return (
    valueAxis(y, frame) +
    curvePath({ curve: { timeMs, values: buyAndHold }, x, y, look: 'c1' }) +
    curvePath({ curve: { timeMs, values: equity }, x, y, look: 'c0' }) +
    tradeMarks(report, x, y)
  );
}

function tradeMarks({ trades, curve }: BacktestReport, x: TimeScale, y: ValueScale): string {
  if (trades.length > MOST_MARKS) return '';
  return trades
    .map(({ exitTimeMs, returnRatio }) => {
      const at = { x: x(exitTimeMs), y: y(equityAt(curve, exitTimeMs)) };
      return returnRatio > 0
        ? triangle({ x: at.x, y: at.y - 14, pointing: 'up', look: 'up', size: 4 })
        : triangle({ x: at.x, y: at.y + 14, pointing: 'down', look: 'down', size: 4 });
    })
    .join('');
}

function equityAt({ timeMs, equity }: BacktestReport['curve'], momentMs: number): number {
  const after = timeMs.findIndex((time) => time >= momentMs);
  return equity.at(after) ?? 0;
}

function rangeOf(columns: readonly (readonly number[])[]): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const column of columns) {
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}
