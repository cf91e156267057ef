import { numberText } from '../number-text.ts';
import type { BacktestReport } from '../report.ts';
import { type Cell, htmlTable, numberCell } from './html-table.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Returns by month in percent, the stronger the colour the larger. */
export function monthsSection({ months }: BacktestReport): string {
  if (months.length === 0) return '';
  const rows = months.map(({ year, months: returns, total }) => [
    String(year),
    ...returns.map(heatCell),
    numberCell(total === null ? '' : numberText(total * 100), total),
  ]);
  const head = ['Year', ...MONTHS.map((name) => numberCell(name)), numberCell('Total')];
  return `<section><h2>Returns by month, %</h2>${htmlTable({ head, rows, look: 'months' })}</section>`;
}

function heatCell(ratio: number | null): Cell {
  if (ratio === null) return '';
  const size = Math.abs(ratio);
  const level = size >= 0.1 ? 3 : size >= 0.03 ? 2 : size > 0 ? 1 : 0;
  const heat = level === 0 ? '' : ` h${level}${ratio > 0 ? 'u' : 'd'}`;
  return { html: numberText(ratio * 100), look: `n${heat}` };
}
