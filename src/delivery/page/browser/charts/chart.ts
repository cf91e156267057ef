/** A chart with axes and a cursor that follows pointer and arrow keys; what is drawn in it is handed in. */
import { timeTicks, valueTicks } from './axis.ts';
import { type PageElement, browser, make, setText, shape } from '../dom.ts';
import { formatClock, formatDay, formatTick } from '../format.ts';

export interface Plot {
  readonly x: (timeMs: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface ChartContent {
  /** Where the cursor can stand, ascending. */
  readonly timesMs: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly draw: (plot: Plot) => readonly PageElement[];
  /** Value that the cursor's dot stands at. */
  readonly valueAt: (index: number) => number;
  readonly readout: (index: number) => string;
}

export interface Chart {
  readonly element: PageElement;
  readonly show: (content: ChartContent) => void;
  /** Says why there is nothing to see. */
  readonly showEmpty: (why: string) => void;
}

const BOTTOM = 24;
const RIGHT = 64;
const TOP = 10;
const LEFT = 6;

export function createChart(label: string, height: number): Chart {
  const svg = shape('svg', { class: 'chart', height, role: 'slider', tabindex: 0, 'aria-label': label });
  const scene = shape('g');
  const cursor = shape('g', { class: 'cursor' });
  svg.append(scene, cursor);
  const readout = make('p', { class: 'readout' });
  const empty = make('p', { class: 'empty' });
  const element = make('div', { class: 'chart-box' }, readout, svg, empty);
  let content: ChartContent | undefined;
  let plot: Plot | undefined;
  let pinned: number | undefined;

  function render(): void {
    if (!content) return;
    const width = Math.max(240, element.getBoundingClientRect().width);
    plot = plotFor(content, width, height);
    svg.setAttribute('aria-valuemin', '0');
    svg.setAttribute('aria-valuemax', String(content.timesMs.length - 1));
    scene.replaceChildren(...axes(content, plot), ...content.draw(plot));
    moveCursor();
  }

  function moveCursor(): void {
    if (!content || !plot) return;
    const index = Math.min(pinned ?? Number.POSITIVE_INFINITY, content.timesMs.length - 1);
    const text = content.readout(index);
    setText(readout, text);
    svg.setAttribute('aria-valuenow', String(index));
    svg.setAttribute('aria-valuetext', text);
    const x = plot.x(content.timesMs[index] ?? 0);
    const line = shape('line', { x1: x, x2: x, y1: plot.top, y2: plot.bottom });
    const dot = shape('circle', { cx: x, cy: plot.y(content.valueAt(index)), r: 3.5 });
    cursor.replaceChildren(...(pinned === undefined ? [dot] : [line, dot]));
  }

  function pin(index: number | undefined): void {
    const count = content?.timesMs.length ?? 0;
    pinned = index === undefined ? undefined : Math.max(0, Math.min(count - 1, index));
    moveCursor();
  }

  svg.addEventListener('pointermove', ({ clientX }) => {
    if (content && plot) pin(nearestIndex(content.timesMs, plot, clientX - svg.getBoundingClientRect().left));
  });
  svg.addEventListener('pointerleave', () => pin(undefined));
  svg.addEventListener('blur', () => pin(undefined));
  svg.addEventListener('keydown', (event) => {
    const count = content?.timesMs.length ?? 0;
    const present = pinned ?? count - 1;
    const target = { ArrowLeft: present - 1, ArrowRight: present + 1, Home: 0, End: count - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    pin(target);
  });
  browser.addEventListener('resize', render);

  function setEmpty(isEmpty: boolean): void {
    svg.removeAttribute('class');
    svg.setAttribute('class', isEmpty ? 'chart is-hidden' : 'chart');
    readout.hidden = isEmpty;
    empty.hidden = !isEmpty;
  }
  setEmpty(true);
  return {
    element,
    show: (shown) => {
      content = shown;
      setEmpty(false);
      render();
    },
    showEmpty: (why) => {
      content = undefined;
      setEmpty(true);
      setText(empty, why);
    },
  };
}

function plotFor({ timesMs, low, high }: ChartContent, width: number, height: number): Plot {
  const [left, right, top, bottom] = [LEFT, width - RIGHT, TOP, height - BOTTOM];
  const fromMs = timesMs[0] ?? 0;
  const spanMs = Math.max(1, (timesMs.at(-1) ?? 0) - fromMs);
  const margin = (high - low || Math.abs(high) || 1) * 0.06;
  const span = high - low + 2 * margin;
  return {
    left,
    right,
    top,
    bottom,
    x: (timeMs) => left + ((timeMs - fromMs) / spanMs) * (right - left),
    y: (value) => bottom - ((value - low + margin) / span) * (bottom - top),
  };
}

function axes({ timesMs, low, high }: ChartContent, plot: Plot): PageElement[] {
  const { left, right, top, bottom } = plot;
  const values = valueTicks(low, high, (bottom - top) / 48);
  const step = (values[1] ?? high) - (values[0] ?? low);
  const rows = values.flatMap((value) => {
    const y = plot.y(value);
    return [
      shape('line', { class: 'grid', x1: left, x2: right, y1: y, y2: y }),
      shape('text', { class: 'tick', x: right + 8, y: y + 4 }, formatTick(value, step)),
    ];
  });
  const { ticks, areDays } = timeTicks(timesMs[0] ?? 0, timesMs.at(-1) ?? 0, (right - left) / 90);
  const columns = ticks.map((timeMs) => {
    const isMidnight = timeMs % 86_400_000 === 0;
    const text = areDays || isMidnight ? formatDay(timeMs) : formatClock(timeMs);
    return shape('text', { class: 'tick', x: plot.x(timeMs), y: bottom + 17, 'text-anchor': 'middle' }, text);
  });
  return [...rows, ...columns];
}

function nearestIndex(timesMs: readonly number[], plot: Plot, x: number): number {
  let best = 0;
  for (const [index, timeMs] of timesMs.entries()) {
    if (Math.abs(plot.x(timeMs) - x) < Math.abs(plot.x(timesMs[best] ?? 0) - x)) best = index;
  }
  return best;
}
