import { type Chart, type Plot, createChart } from './chart.ts';
import type { Candle, Fill, Status } from '../client.ts';
import { type PageElement, shape } from '../dom.ts';
import { formatPrice, formatTime } from '../format.ts';

type Position = Status['positions'][number];

export interface PriceChart {
  readonly element: PageElement;
  readonly show: (candles: readonly Candle[], fills: readonly Fill[], position: Position | undefined) => void;
}

const HEIGHT = 300;
/** Narrower than this, wicks and bodies run together. */
const PIXELS_PER_CANDLE = 5;

/** Candles with our trades, and the levels that guard the open position. */
export function createPriceChart(): PriceChart {
  const chart: Chart = createChart('Price chart; arrow keys move from candle to candle', HEIGHT);
  return {
    element: chart.element,
    show: (known, fills, position) => {
      const candles = known.slice(-Math.floor(chart.element.getBoundingClientRect().width / PIXELS_PER_CANDLE));
      if (candles.length < 2) {
        chart.showEmpty('Waiting for candles of this market.');
        return;
      }
      const range = rangeOf(candles);
      const shown = levelsOf(position).flatMap(({ price }) => (isNear(price, range) ? [price] : []));
      chart.show({
        timesMs: candles.map((candle) => candle.openTimeMs),
        low: Math.min(range.low, ...shown),
        high: Math.max(range.high, ...shown),
        draw: (plot) => [
          ...drawLevels(plot, position),
          ...drawCandles(plot, candles),
          ...drawFills(plot, candles, fills),
        ],
        valueAt: (index) => candles[index]?.close ?? 0,
        readout: (index) => describe(candles[index]),
      });
    },
  };
}

function describe(candle: Candle | undefined): string {
  if (!candle) return '';
  const { openTimeMs, open, high, low, close } = candle;
  const prices = `O ${formatPrice(open)} H ${formatPrice(high)} L ${formatPrice(low)} C ${formatPrice(close)}`;
  return `${formatTime(openTimeMs)} · ${prices}`;
}

function drawCandles(plot: Plot, candles: readonly Candle[]): PageElement[] {
  const width = Math.max(1, Math.min(9, ((plot.right - plot.left) / candles.length) * 0.7));
  // One path per colour and part: a few elements, however many candles.
  const parts = { up: { wicks: '', bodies: '' }, down: { wicks: '', bodies: '' } };
  for (const { openTimeMs, open, high, low, close } of candles) {
    const part = close >= open ? parts.up : parts.down;
    const x = plot.x(openTimeMs);
    const top = plot.y(Math.max(open, close));
    const body = Math.max(1, plot.y(Math.min(open, close)) - top);
    part.wicks += `M${x.toFixed(1)},${plot.y(high).toFixed(1)}V${plot.y(low).toFixed(1)}`;
    part.bodies += `M${(x - width / 2).toFixed(1)},${top.toFixed(1)}h${width.toFixed(1)}v${body.toFixed(1)}h${(-width).toFixed(1)}Z`;
  }
  return (['up', 'down'] as const).flatMap((tone) => [
    shape('path', { class: `wick ${tone}`, d: parts[tone].wicks }),
    shape('path', { class: `body ${tone}`, d: parts[tone].bodies }),
  ]);
}

/** Triangles whose tips touch the price: buys from below, sells from above. */
function drawFills(plot: Plot, candles: readonly Candle[], fills: readonly Fill[]): PageElement[] {
  const fromMs = candles[0]?.openTimeMs ?? 0;
  return fills
    .filter(({ timeMs }) => timeMs >= fromMs)
    .map(({ timeMs, side, price }) => {
      const [x, y] = [Math.min(plot.right, plot.x(timeMs)), plot.y(Number(price))];
      const height = side === 'buy' ? 9 : -9;
      return shape('path', { class: `fill ${side}`, d: `M${x.toFixed(1)},${y.toFixed(1)}l6,${height}h-12Z` });
    });
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function rangeOf(candles: readonly Candle[]): Range {
  return {
    low: Math.min(...candles.map((candle) => candle.low)),
    high: Math.max(...candles.map((candle) => candle.high)),
  };
}

/** A level far away would squeeze the candles to a line: it is named at the edge instead. */
function isNear(price: number, { low, high }: Range): boolean {
  const margin = (high - low) * 0.6;
  return price >= low - margin && price <= high + margin;
}

function levelsOf(position: Position | undefined): readonly { readonly name: string; readonly price: number }[] {
  if (!position) return [];
  const { entryPrice, stopPrice, targetPrice } = position;
  return [
    { name: 'entry', price: entryPrice },
    ...(stopPrice === null ? [] : [{ name: 'stop', price: stopPrice }]),
    ...(targetPrice === null ? [] : [{ name: 'target', price: targetPrice }]),
  ];
}

function drawLevels(plot: Plot, position: Position | undefined): PageElement[] {
  return levelsOf(position).flatMap(({ name, price }) => {
    const y = plot.y(price);
    const text = `${name} ${formatPrice(price)}`;
    const label = (at: number, words: string): PageElement =>
      shape('text', { class: `level-name ${name}`, x: plot.left + 4, y: at }, words);
    if (y < plot.top) return [label(plot.top + 4, `↑ ${text}`)];
    if (y > plot.bottom) return [label(plot.bottom - 4, `↓ ${text}`)];
    const line = shape('line', { class: `level ${name}`, x1: plot.left, x2: plot.right, y1: y, y2: y });
    return [line, label(y - 4, text)];
  });
}
