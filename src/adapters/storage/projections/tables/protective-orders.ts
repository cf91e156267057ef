import { formatDecimal } from '../../../../domain/decimal.ts';
import type { Quantity } from '../../../../domain/units.ts';
import type { ProtectiveOrderRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { type ProjectionTable, exact, textOrUndefined } from './table.ts';

export const protectiveOrdersTable: ProjectionTable<ProtectiveOrderRow> = {
  name: 'protective_orders',
  columns: [
    'client_order_id',
    'sequence',
    'lane',
    'instrument',
    'role',
    'trigger_price',
    'rule',
    'quantity',
    'status',
    'fired_order_id',
    'created_time_ms',
    'updated_time_ms',
  ],
  key: ['client_order_id'],
  onConflict: 'replace',
  toRow: (columns) => ({
    clientOrderId: columns['client_order_id'] as string,
    lane: columns['lane'] as number,
    instrument: columns['instrument'] as number,
    role: columns['role'] as ProtectiveOrderRow['role'],
    triggerPrice: columns['trigger_price'] as number,
    rule: columns['rule'] as string,
    quantity: exact(columns['quantity']) as Quantity,
    status: columns['status'] as ProtectiveOrderRow['status'],
    firedOrderId: textOrUndefined(columns['fired_order_id']),
    createdTimeMs: columns['created_time_ms'] as number,
    updatedTimeMs: columns['updated_time_ms'] as number,
  }),
};

/** Values in the order of the columns. */
export function protectiveOrderValues(sequence: number, order: ProtectiveOrderRow): SqlValue[] {
  return [
    order.clientOrderId,
    sequence,
    order.lane,
    order.instrument,
    order.role,
    order.triggerPrice,
    order.rule,
    formatDecimal(order.quantity),
    order.status,
    order.firedOrderId ?? null,
    order.createdTimeMs,
    order.updatedTimeMs,
  ];
}
