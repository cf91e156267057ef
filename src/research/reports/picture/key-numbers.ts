import type { MetricName } from '../../../core/performance/index.ts';
import { type Frame, textMark } from '../drawing/index.ts';
import { metricText } from '../number-text.ts';
import { type BacktestReport, metricOf } from '../report.ts';

const SHOWN: readonly (readonly [name: MetricName, title: string])[] = [
  ['totalReturn', 'Return'],
  ['maxDrawdown', 'Largest drawdown'],
  ['sharpe', 'Sharpe'],
  ['trades', 'Trades'],
  ['winRate', 'Win rate'],
  ['profitFactor', 'Profit factor'],
];

/** A row of numbers with their names above; buy and hold second, since every result is read against it. */
export function keyNumbers(report: BacktestReport, frame: Frame): string {
  const held = metricOf(report, 'totalReturn');
  const numbers = SHOWN.map(([name, title]) => {
    const metric = metricOf(report, name);
    return { title, text: metric ? shown(report, metric.strategy, metric.unit) : '' };
  });
  numbers.splice(1, 0, { title: 'Buy and hold', text: held ? shown(report, held.buyAndHold, held.unit) : '' });
  const step = frame.width / numbers.length;
  return numbers
    .map(({ title, text }, i) => {
      const x = frame.left + i * step;
      return (
        textMark({ x, y: frame.top + 14, text: title, look: 'muted small' }) +
        textMark({ x, y: frame.top + 35, text, look: 'ink value', width: step })
      );
    })
    .join('');
}

function shown({ run }: BacktestReport, value: number | null, unit: Parameters<typeof metricText>[1]): string {
  const { text, unit: suffix } = metricText(value, unit, run.quote);
  return value === null || suffix === '' ? text : `${text} ${suffix}`;
}
