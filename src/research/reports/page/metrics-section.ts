import type { BacktestReport } from '../report.ts';
import { reportTable } from '../report-table.ts';
import { explained, htmlTable, numberCell } from './html-table.ts';

const COMPARISON_TEXTS: Readonly<Record<string, string>> = {
  excessReturn: 'Total return minus that of buy and hold, in percentage points.',
  alpha: 'Yearly return that the movements of the market do not explain. Source: empyrical alpha.',
  beta: 'How much the daily return moves when the market moves by one. Source: empyrical beta.',
  correlation: 'How closely daily returns follow the market, from -1 to 1.',
};

/** Every metric with its definition behind the name. */
export function metricsSection(report: BacktestReport): string {
  const texts = new Map<string, string>(
    report.metrics.map(({ name, definition, source }) => [name, `${definition} Source: ${source}.`]),
  );
  const rows = reportTable(report).map(({ name, title, strategy, buyAndHold, unit }) => [
    explained(title, texts.get(name) ?? COMPARISON_TEXTS[name] ?? title),
    numberCell(strategy),
    numberCell(buyAndHold),
    unit,
  ]);
  const head = ['Metric', numberCell('Strategy'), numberCell('Buy and hold'), 'Unit'];
  return (
    `<section><h2>Numbers</h2>${htmlTable({ head, rows, look: 'numbers' })}` +
    '<p class="muted">Daily returns are taken from equity at UTC day ends and scaled to 365 days a year. ' +
    'A dash is a number that does not exist.</p></section>'
  );
}
