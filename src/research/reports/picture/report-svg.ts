import { type Frame, legend, svgDocument, textMark, timeAxis, timeScale } from '../drawing/index.ts';
import { numberText, timeText } from '../number-text.ts';
import type { BacktestReport } from '../report.ts';
import { drawdownPanel } from './drawdown-panel.ts';
import { equityPanel } from './equity-panel.ts';
import { keyNumbers } from './key-numbers.ts';
import { tradePanel } from './trade-panel.ts';

const WIDTH = 1000;
const HEIGHT = 680;
const LEFT = 68;
const PLOT_WIDTH = WIDTH - LEFT - 32;
const EQUITY: Frame = { left: LEFT, top: 150, width: PLOT_WIDTH, height: 270 };
const TRADES: Frame = { left: LEFT, top: 456, width: PLOT_WIDTH, height: 62 };
const DRAWDOWN: Frame = { left: LEFT, top: 552, width: PLOT_WIDTH, height: 88 };

/** Equity against buy and hold, the return of each trade, and the drawdown, one above the other; readable on its own. */
export function reportSvg(report: BacktestReport): string {
  const { run, curve } = report;
  const title = `${run.strategy} on ${run.symbols.join(', ')} ${run.timeframe}`;
  const heading =
    textMark({ x: 24, y: 34, text: title, look: 'ink title', width: WIDTH - 48 }) +
    textMark({ x: 24, y: 56, text: periodText(report), look: 'muted', width: WIDTH - 48 }) +
    keyNumbers(report, { left: 24, top: 72, width: WIDTH - 48, height: 44 });
  const firstMs = curve.timeMs[0];
  const lastMs = curve.timeMs.at(-1);
  if (firstMs === undefined || lastMs === undefined) {
    const nothing = textMark({
      x: WIDTH / 2,
      y: 300,
      text: 'No candle could be traded',
      look: 'muted',
      anchor: 'middle',
    });
    return svgDocument({ width: WIDTH, height: HEIGHT, title, body: heading + nothing });
  }
  const x = timeScale(firstMs, lastMs, EQUITY);
  const grid: Frame = { ...EQUITY, height: DRAWDOWN.top + DRAWDOWN.height - EQUITY.top };
  const names = legend(
    [
      { text: 'Strategy', look: 'c0' },
      { text: 'Buy and hold', look: 'c1' },
    ],
    WIDTH - 32,
    EQUITY.top - 10,
  );
  const body =
    heading +
    timeAxis(x, grid) +
    textMark({ x: LEFT, y: EQUITY.top - 10, text: `Equity, ${run.quote}`, look: 'muted' }) +
    names +
    equityPanel(report, x, EQUITY) +
    tradePanel(report, x, TRADES) +
    drawdownPanel(report, x, DRAWDOWN);
  return svgDocument({ width: WIDTH, height: HEIGHT, title, body });
}

function periodText({ run }: BacktestReport): string {
  const period = run.fromMs === null ? 'no tradable candle' : `${timeText(run.fromMs)} – ${timeText(run.toMs)} UTC`;
  const candles = `${numberText(run.candles, 0)} candles`;
  return `${period} · ${candles} · fees ${feeText(run.takerFeeRate)} · spread ${run.spreadBps} bps · slippage ${run.slippageBps} bps`;
}

/** Several markets may have several rates. */
function feeText(rates: string): string {
  return rates
    .split(', ')
    .map((rate) => `${Number((Number(rate) * 100).toFixed(6))} %`)
    .join(', ');
}
