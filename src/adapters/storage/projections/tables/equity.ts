import type { EquityRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { type ProjectionTable, type SqlRow, finite, finiteOrNull, numberOrUndefined } from './table.ts';

/** Of a sample, and of the account as of the watermark. */
export const MONEY_COLUMNS = [
  'time_ms',
  'equity',
  'cash',
  'drawdown_ratio',
  'return_ratio',
  'closed_pnl',
  'open_pnl',
  'open_exit_fees',
  'dust_pnl',
] as const;

export const equityTable: ProjectionTable<EquityRow> = {
  name: 'equity',
  columns: ['sequence', ...MONEY_COLUMNS],
  key: ['time_ms'],
  ascending: 'time_ms',
  onConflict: 'replace',
  toRow: toEquityRow,
};

export function toEquityRow(columns: SqlRow): EquityRow {
  const [closedPnl, openPnl, openExitFees, dustPnl] = MONEY_COLUMNS.slice(5).map((name) =>
    numberOrUndefined(columns[name]),
  );
  const isWhole =
    closedPnl !== undefined && openPnl !== undefined && openExitFees !== undefined && dustPnl !== undefined;
  return {
    timeMs: columns['time_ms'] as number,
    equity: columns['equity'] as number,
    cash: columns['cash'] as number,
    drawdownRatio: columns['drawdown_ratio'] as number,
    returnRatio: numberOrUndefined(columns['return_ratio']),
    profit: isWhole ? { closedPnl, openPnl, openExitFees, dustPnl } : undefined,
  };
}

/** Values in the order of the columns. */
export function equityValues(sequence: number, sample: EquityRow): SqlValue[] {
  return [sequence, ...moneyValues(sample)];
}

export function moneyValues({ timeMs, equity, cash, drawdownRatio, returnRatio, profit }: EquityRow): SqlValue[] {
  return [
    timeMs,
    finite('equity', equity),
    finite('cash', cash),
    finite('drawdownRatio', drawdownRatio),
    finiteOrNull(returnRatio),
    profit ? finite('closedPnl', profit.closedPnl) : null,
    profit ? finite('openPnl', profit.openPnl) : null,
    profit ? finite('openExitFees', profit.openExitFees) : null,
    profit ? finite('dustPnl', profit.dustPnl) : null,
  ];
}
