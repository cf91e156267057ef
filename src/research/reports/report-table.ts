import { metricText } from './number-text.ts';
import type { BacktestReport } from './report.ts';

/** One line of the table that the command line prints. Texts are ready to show. */
export interface ReportTableRow {
  readonly name: string;
  readonly title: string;
  readonly strategy: string;
  readonly buyAndHold: string;
  readonly unit: string;
}

const COMPARISONS = [
  ['excessReturn', 'Ahead of buy and hold', 'ratio'],
  ['alpha', 'Alpha (yearly)', 'ratio'],
  ['beta', 'Beta', 'number'],
  ['correlation', 'Correlation', 'number'],
] as const;

/** The metrics in their order, the profit of what is still open, then how the strategy compares with buy and hold. */
export function reportTable({ metrics, comparison, run, profit, openPositions }: BacktestReport): ReportTableRow[] {
  const rows = metrics.map(({ name, title, unit, strategy, buyAndHold }) => {
    const shown = metricText(strategy, unit, run.quote);
    const held = metricText(buyAndHold, unit, run.quote).text;
    return { name, title, strategy: shown.text, buyAndHold: held, unit: shown.unit };
  });
  const compared = COMPARISONS.map(([name, title, unit]) => {
    const shown = metricText(comparison[name], unit, run.quote);
    return { name, title, strategy: shown.text, buyAndHold: '', unit: shown.unit };
  });
  const open = metricText(profit.openPnl, 'quote', run.quote);
  const isOpen = openPositions.length > 0;
  const held = {
    name: 'openPnl',
    title: 'Open profit after exit fees',
    strategy: open.text,
    buyAndHold: '',
    unit: open.unit,
  };
  return [...rows, ...(isOpen ? [held] : []), ...compared];
}
