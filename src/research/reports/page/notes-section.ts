import { moneyText, numberText, timeText } from '../number-text.ts';
import type { BacktestReport } from '../report.ts';
import { htmlTable, numberCell } from './html-table.ts';

/** What was still held, what risk denied and what the engine noticed; each only where there is something. */
export function notesSection(report: BacktestReport): string {
  return openPositions(report) + denials(report) + notices(report);
}

function openPositions({ openPositions: positions, run }: BacktestReport): string {
  if (positions.length === 0) return '';
  const rows = positions.map((position) => [
    { html: timeText(position.entryTimeMs), look: 't' },
    position.symbol,
    position.strategy,
    numberCell(position.quantity),
    numberCell(moneyText(Number(position.entryPrice), run.quote)),
    numberCell(moneyText(position.lastPrice, run.quote)),
    numberCell(moneyText(position.unrealizedPnl, run.quote), position.unrealizedPnl),
  ]);
  const head = [
    'Since, UTC',
    'Symbol',
    'Strategy',
    numberCell('Quantity'),
    numberCell('Entry price'),
    numberCell('Last price'),
    numberCell(`Profit after the fee of the exit, ${run.quote}`),
  ];
  return `<section><h2>Still open at the end</h2>${htmlTable({ head, rows })}</section>`;
}

function denials({ denials: counts }: BacktestReport): string {
  if (counts.length === 0) return '';
  const rows = counts.map(({ code, count }) => [inWords(code), numberCell(numberText(count, 0))]);
  return `<section><h2>Entries that risk denied</h2>${htmlTable({ head: ['Rule', numberCell('Times')], rows })}</section>`;
}

function notices({ notices: seen }: BacktestReport): string {
  if (seen.length === 0) return '';
  const rows = seen.map(({ code, count, first }) => [inWords(code), numberCell(numberText(count, 0)), first]);
  const head = ['Notice', numberCell('Times'), 'The first one'];
  return `<section><h2>Notices</h2>${htmlTable({ head, rows })}</section>`;
}

/** `maxDrawdown` → `max drawdown`. */
function inWords(code: string): string {
  return code.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}
