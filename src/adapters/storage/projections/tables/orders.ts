import { formatDecimal } from '../../../../domain/decimal.ts';
import type { OrderPurpose, OrderRequest, OrderStatus, Side, TimeInForce } from '../../../../domain/orders/order.ts';
import type { Notional, Price, Quantity } from '../../../../domain/units.ts';
import type { OrderRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { type ProjectionTable, type SqlRow, decimalOrNull, exact, exactOrUndefined, textOrUndefined } from './table.ts';

export const ordersTable: ProjectionTable<OrderRow> = {
  name: 'orders',
  columns: [
    'client_order_id',
    'sequence',
    'instrument',
    'side',
    'type',
    'time_in_force',
    'quantity',
    'price',
    'budget',
    'purpose',
    'lane',
    'decision_id',
    'reason',
    'tag',
    'status',
    'filled_quantity',
    'average_price',
    'created_time_ms',
    'updated_time_ms',
    'venue_order_id',
    'last_reason',
    'level',
    'lot',
    'fired_by',
  ],
  key: ['client_order_id'],
  onConflict: 'replace',
  toRow: (columns) => ({
    request: toRequest(columns),
    status: columns['status'] as OrderStatus,
    filledQuantity: exact(columns['filled_quantity']) as Quantity,
    averagePrice: exactOrUndefined(columns['average_price']) as Price | undefined,
    createdTimeMs: columns['created_time_ms'] as number,
    updatedTimeMs: columns['updated_time_ms'] as number,
    venueOrderId: textOrUndefined(columns['venue_order_id']),
    lastReason: columns['last_reason'] as string,
    firedBy: textOrUndefined(columns['fired_by']),
  }),
};

/** Values in the order of the columns. */
export function orderValues(sequence: number, order: OrderRow): SqlValue[] {
  const { request } = order;
  return [
    request.clientOrderId,
    sequence,
    request.instrument,
    request.side,
    request.type,
    request.timeInForce,
    formatDecimal(request.quantity),
    decimalOrNull(request.price),
    decimalOrNull(request.budget),
    request.purpose,
    request.lane,
    request.decisionId,
    request.reason,
    request.tag ?? null,
    order.status,
    formatDecimal(order.filledQuantity),
    decimalOrNull(order.averagePrice),
    order.createdTimeMs,
    order.updatedTimeMs,
    order.venueOrderId ?? null,
    order.lastReason,
    request.level ?? null,
    request.lot ?? null,
    order.firedBy ?? null,
  ];
}

function toRequest(columns: SqlRow): OrderRequest {
  const price = exactOrUndefined(columns['price']) as Price | undefined;
  const budget = exactOrUndefined(columns['budget']) as Notional | undefined;
  const tag = textOrUndefined(columns['tag']);
  const level = textOrUndefined(columns['level']);
  const lot = textOrUndefined(columns['lot']);
  return {
    clientOrderId: columns['client_order_id'] as string,
    instrument: columns['instrument'] as number,
    side: columns['side'] as Side,
    type: columns['type'] as OrderRequest['type'],
    timeInForce: columns['time_in_force'] as TimeInForce,
    quantity: exact(columns['quantity']) as Quantity,
    ...(price === undefined ? {} : { price }),
    ...(budget === undefined ? {} : { budget }),
    purpose: columns['purpose'] as OrderPurpose,
    lane: columns['lane'] as number,
    decisionId: columns['decision_id'] as string,
    reason: columns['reason'] as string,
    ...(tag === undefined ? {} : { tag }),
    ...(level === undefined ? {} : { level }),
    ...(lot === undefined ? {} : { lot }),
  };
}
