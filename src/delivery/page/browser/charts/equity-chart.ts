import { type Chart, type Plot, createChart } from './chart.ts';
import type { EquityPoint, Status } from '../client.ts';
import { type PageElement, shape } from '../dom.ts';
import { formatMoney, formatPercent, formatTime } from '../format.ts';

export interface EquityChart {
  readonly element: PageElement;
  readonly show: (points: readonly EquityPoint[], status: Status) => void;
}

const HEIGHT = 300;

/** Equity over market time, against what the run began with. */
export function createEquityChart(): EquityChart {
  const chart: Chart = createChart('Equity curve; arrow keys move along it', HEIGHT);
  return {
    element: chart.element,
    show: (recorded, status) => {
      const points = withPresent(recorded, status);
      if (points.length < 2) {
        chart.showEmpty('No equity recorded so far. The curve begins with the first candle that is traded on.');
        return;
      }
      const values = points.map((point) => point.equity);
      chart.show({
        timesMs: points.map((point) => point.timeMs),
        low: Math.min(status.startEquity, ...values),
        high: Math.max(status.startEquity, ...values),
        draw: (plot) => draw(plot, points, status.startEquity),
        valueAt: (index) => values[index] ?? 0,
        readout: (index) => {
          const { timeMs = 0, equity = 0, drawdownRatio = 0, returnRatio = null } = points[index] ?? {};
          const change = returnRatio === null ? '–' : formatPercent(returnRatio);
          const drawdown = formatPercent(drawdownRatio, false);
          return `${formatTime(timeMs)} · ${formatMoney(equity)} ${status.quote} · ${change} · drawdown ${drawdown}`;
        },
      });
    },
  };
}

function withPresent(points: readonly EquityPoint[], status: Status): readonly EquityPoint[] {
  const { marketTimeMs, equity, cash, drawdownRatio, returnRatio } = status;
  const last = points.at(-1);
  if (last && last.timeMs >= marketTimeMs) return points;
  return [...points, { timeMs: marketTimeMs, equity, cash, drawdownRatio, returnRatio }];
}

function draw(plot: Plot, points: readonly EquityPoint[], startEquity: number): PageElement[] {
  const path = points
    .map(({ timeMs, equity }) => `${plot.x(timeMs).toFixed(1)},${plot.y(equity).toFixed(1)}`)
    .join('L');
  const startY = plot.y(startEquity);
  return [
    shape('path', { class: 'equity-area', d: `M${plot.left},${plot.bottom}L${path}L${plot.right},${plot.bottom}Z` }),
    shape('line', { class: 'baseline', x1: plot.left, x2: plot.right, y1: startY, y2: startY }),
    shape('path', { class: 'equity-line', d: `M${path}` }),
  ];
}
