import { escapeXml } from '../drawing/index.ts';
import { durationText, moneyText, numberText, percentText, timeText } from '../number-text.ts';
import type { BacktestReport } from '../report.ts';
import { htmlTable, numberCell } from './html-table.ts';

/** A page with more rows is slow to open; the CSV file has them all. */
const MOST_ROWS = 500;

export function tradesSection({ trades, run }: BacktestReport): string {
  if (trades.length === 0) return '<section><h2>Trades</h2><p class="muted">No finished trade.</p></section>';
  const rows = trades.slice(-MOST_ROWS).map((trade) => {
    const profit = Number(trade.netPnl);
    return [
      { html: timeText(trade.entryTimeMs), look: 't' },
      { html: escapeXml(trade.symbol), look: 't' },
      numberCell(trade.quantity),
      numberCell(moneyText(Number(trade.entryPrice), run.quote)),
      numberCell(moneyText(Number(trade.exitPrice), run.quote)),
      numberCell(moneyText(profit, run.quote), profit),
      numberCell(percentText(trade.returnRatio), trade.returnRatio),
      numberCell(moneyText(Number(trade.fees), run.quote)),
      { html: durationText(trade.exitTimeMs - trade.entryTimeMs), look: 't' },
      trade.entryReason,
      trade.exitReason,
    ];
  });
  const head = [
    'Entry, UTC',
    'Symbol',
    numberCell('Quantity'),
    numberCell('Entry price'),
    numberCell('Exit price'),
    numberCell(`Net, ${run.quote}`),
    numberCell('Return'),
    numberCell('Fees'),
    'Held',
    'Entered because',
    'Left because',
  ];
  const note =
    trades.length > MOST_ROWS
      ? `<p class="muted">The last ${MOST_ROWS} of ${numberText(trades.length, 0)} trades; the CSV file has all.</p>`
      : '';
  return `<section><h2>Trades</h2>${note}${htmlTable({ head, rows, look: 'trades' })}</section>`;
}
