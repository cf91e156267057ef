import type { Candle } from '../../domain/index.ts';
import {
  type Frame,
  legend,
  svgDocument,
  textMark,
  timeAxis,
  timeScale,
  valueAxis,
  valueScale,
} from '../../research/reports/drawing/index.ts';
import { candleMarks } from './candle-marks.ts';
import { lastPriceMark } from './last-price-mark.ts';
import { mergeCandles } from './merge-candles.ts';
import { noDataChart } from './no-data-chart.ts';
import { type ChartOverlay, overlayPath } from './overlay-path.ts';
import { type ChartTradeMark, tradeMarks } from './trade-marks.ts';
import { volumeMarks } from './volume-marks.ts';

export interface CandleChart {
  /** Ascending in time. More than fit are merged side by side. */
  readonly candles: readonly Candle[];
  readonly trades?: readonly ChartTradeMark[];
  readonly overlays?: readonly ChartOverlay[];
  readonly title: string;
  readonly width?: number;
  readonly height?: number;
}

const SMALLEST = { width: 320, height: 240 };
const PIXELS_PER_CANDLE = 4;
const VOLUME_HEIGHT = 56;

/** Candles with volume, trades as triangles (buys point up from below, sells down from above), and indicator lines. */
export function candleChartSvg({ candles, trades = [], overlays = [], title, ...size }: CandleChart): string {
  const width = Math.max(SMALLEST.width, size.width ?? 1000);
  const height = Math.max(SMALLEST.height, size.height ?? 520);
  const first = candles[0];
  const last = candles.at(-1);
  if (first === undefined || last === undefined) return noDataChart({ width, height, title });
  const frame: Frame = { left: 68, top: 62, width: width - 68 - 76, height: height - 62 - 34 - VOLUME_HEIGHT - 12 };
  const volume: Frame = { ...frame, top: frame.top + frame.height + 12, height: VOLUME_HEIGHT };
  const stepMs = spacingOf(candles);
  const merged = mergeCandles(candles, Math.floor(frame.width / PIXELS_PER_CANDLE));
  const shownStepMs = stepMs * Math.ceil(candles.length / merged.length);
  const x = timeScale(first.openTimeMs - shownStepMs / 2, last.openTimeMs + shownStepMs, frame);
  const y = valueScale(Math.min(...merged.map(({ low }) => low)), Math.max(...merged.map(({ high }) => high)), frame);
  const barWidth = Math.min(14, Math.max(1, (x(first.openTimeMs + shownStepMs) - x(first.openTimeMs)) * 0.7));
  const names = overlays.map(({ title: text }, i) => ({ text, look: lookOf(i) }));
  const body =
    textMark({ x: 24, y: 32, text: title, look: 'ink title', width: width - 48 }) +
    legend(names, frame.left + frame.width, frame.top - 10) +
    timeAxis(x, { ...frame, height: volume.top + volume.height - frame.top }) +
    valueAxis(y, frame) +
    volumeMarks({ candles: merged, x, frame: volume, barWidth }) +
    candleMarks({ candles: merged, x, y, barWidth }) +
    overlays.map((overlay, i) => overlayPath({ overlay, candles, x, y, look: lookOf(i) })).join('') +
    tradeMarks({ trades, x, y, fromMs: first.openTimeMs, toMs: last.openTimeMs + stepMs }) +
    lastPriceMark({ price: last.close, isUp: last.close >= last.open, y, frame });
  return svgDocument({ width, height, title, body });
}

/** The first two colours are those of buys and sells. */
function lookOf(index: number): string {
  return `c${(index + 2) % 4}`;
}

/** Candles that are missing make gaps, so the smallest distance is the interval. */
function spacingOf(candles: readonly Candle[]): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < candles.length; i += 1) {
    smallest = Math.min(smallest, (candles[i]?.openTimeMs ?? 0) - (candles[i - 1]?.openTimeMs ?? 0));
  }
  return smallest > 0 && Number.isFinite(smallest) ? smallest : 3_600_000;
}
