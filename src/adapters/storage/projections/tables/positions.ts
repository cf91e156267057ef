import { formatDecimal } from '../../../../domain/decimal.ts';
import type { Price, Quantity } from '../../../../domain/units.ts';
import type { PositionRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { type ProjectionTable, exact, finiteOrNull, numberOrUndefined } from './table.ts';

export const positionsTable: ProjectionTable<PositionRow> = {
  name: 'positions',
  columns: [
    'lane',
    'sequence',
    'strategy',
    'instrument',
    'quantity',
    'entry_price',
    'stop_price',
    'target_price',
    'opened_time_ms',
    'updated_time_ms',
    'closed_time_ms',
  ],
  key: ['lane'],
  onConflict: 'replace',
  toRow: (columns) => ({
    lane: columns['lane'] as number,
    strategy: columns['strategy'] as string,
    instrument: columns['instrument'] as number,
    quantity: exact(columns['quantity']) as Quantity,
    entryPrice: exact(columns['entry_price']) as Price,
    stopPrice: numberOrUndefined(columns['stop_price']),
    targetPrice: numberOrUndefined(columns['target_price']),
    openedTimeMs: columns['opened_time_ms'] as number,
    updatedTimeMs: columns['updated_time_ms'] as number,
    closedTimeMs: numberOrUndefined(columns['closed_time_ms']),
  }),
};

/** Values in the order of the columns. */
export function positionValues(sequence: number, position: PositionRow): SqlValue[] {
  return [
    position.lane,
    sequence,
    position.strategy,
    position.instrument,
    formatDecimal(position.quantity),
    formatDecimal(position.entryPrice),
    finiteOrNull(position.stopPrice),
    finiteOrNull(position.targetPrice),
    position.openedTimeMs,
    position.updatedTimeMs,
    position.closedTimeMs ?? null,
  ];
}
