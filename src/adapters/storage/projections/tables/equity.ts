import type { EquityRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../write-queue.ts';
import { type ProjectionTable, finite, finiteOrNull, numberOrUndefined } from './table.ts';

export const equityTable: ProjectionTable<EquityRow> = {
  name: 'equity',
  columns: ['time_ms', 'sequence', 'equity', 'cash', 'drawdown_ratio', 'return_ratio'],
  key: ['time_ms'],
  onConflict: 'replace',
  toRow: (columns) => ({
    timeMs: columns['time_ms'] as number,
    equity: columns['equity'] as number,
    cash: columns['cash'] as number,
    drawdownRatio: columns['drawdown_ratio'] as number,
    returnRatio: numberOrUndefined(columns['return_ratio']),
  }),
};

/** Values in the order of the columns. */
export function equityValues(sequence: number, sample: EquityRow): SqlValue[] {
  return [
    sample.timeMs,
    sequence,
    finite('equity', sample.equity),
    finite('cash', sample.cash),
    finite('drawdownRatio', sample.drawdownRatio),
    finiteOrNull(sample.returnRatio),
  ];
}
