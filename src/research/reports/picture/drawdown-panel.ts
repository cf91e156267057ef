import { type Frame, type TimeScale, curveArea, curvePath, textMark, valueAxis, valueScale } from '../drawing/index.ts';
import type { BacktestReport } from '../report.ts';

/** How far equity was below its highest point until then. */
export function drawdownPanel({ curve }: BacktestReport, x: TimeScale, frame: Frame): string {
  const depths = curve.drawdownRatio.map((ratio) => -ratio);
  const y = valueScale(Math.min(-0.01, ...depths), 0, frame);
  const drawn = { curve: { timeMs: curve.timeMs, values: depths }, x, y };
  return (
    valueAxis(y, frame, (value) => `${Number((value * 100).toFixed(1))} %`) +
    textMark({ x: frame.left, y: frame.top - 8, text: 'Drawdown', look: 'muted' }) +
    curveArea({ ...drawn, look: 'down faint', base: 0 }) +
    curvePath({ ...drawn, look: 'down-line' })
  );
}
