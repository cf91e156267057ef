import { escapeXml } from '../drawing/index.ts';
import { reportSvg } from '../picture/index.ts';
import type { BacktestReport } from '../report.ts';
import { metricsSection } from './metrics-section.ts';
import { monthsSection } from './months-section.ts';
import { notesSection } from './notes-section.ts';
import { PAGE_STYLE } from './page-style.ts';
import { setupSection } from './setup-section.ts';
import { tradesSection } from './trades-section.ts';

/** Forbids everything that the page does not carry itself, so that no text in it can ever run or load anything. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** One file to keep, send and print: picture, numbers, months, trades and setup; no scripts at all. */
export function reportHtml(report: BacktestReport): string {
  const title = escapeXml(`${report.run.strategy} on ${report.run.symbols.join(', ')} ${report.run.timeframe}`);
  return (
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Backtest: ${title}</title>` +
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><style>${PAGE_STYLE}</style></head><body>` +
    `<header><h1>Backtest</h1>${warning(report)}</header><main>` +
    `<div class="wide">${reportSvg(report)}</div>${metricsSection(report)}${monthsSection(report)}${notesSection(report)}` +
    `${tradesSection(report)}${setupSection(report)}</main></body></html>\n`
  );
}

/** What a reader should know before believing the numbers. */
function warning({ run, trades }: BacktestReport): string {
  const texts: string[] = [];
  if (run.fromMs === null) texts.push('No candle could be traded: the file is shorter than the warm-up.');
  else if (trades.length === 0) texts.push('The strategy finished no trade in this period.');
  else if (trades.length < 30) texts.push(`Only ${trades.length} trades: too few to tell skill from luck.`);
  return texts.map((text) => `<p class="muted">${escapeXml(text)}</p>`).join('');
}
