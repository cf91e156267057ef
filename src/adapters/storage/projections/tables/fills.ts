import { formatDecimal } from '../../../../domain/decimal.ts';
import type { Liquidity, Side } from '../../../../domain/orders/order.ts';
import type { Notional, Price, Quantity } from '../../../../domain/units.ts';
import type { FillRow } from '../../../../ports/projections.ts';
import type { SqlValue } from '../../sql.ts';
import { type ProjectionTable, decimalOrNull, exact, exactOrUndefined } from './table.ts';

export const fillsTable: ProjectionTable<FillRow> = {
  name: 'fills',
  columns: [
    'venue',
    'instrument',
    'trade_id',
    'sequence',
    'client_order_id',
    'lane',
    'side',
    'price',
    'quantity',
    'fee',
    'fee_asset',
    'liquidity',
    'realized_pnl',
    'time_ms',
  ],
  key: ['venue', 'instrument', 'trade_id', 'side'],
  onConflict: 'keep',
  toRow: (columns) => ({
    venue: columns['venue'] as string,
    tradeId: columns['trade_id'] as string,
    instrument: columns['instrument'] as number,
    clientOrderId: columns['client_order_id'] as string,
    lane: columns['lane'] as number,
    side: columns['side'] as Side,
    price: exact(columns['price']) as Price,
    quantity: exact(columns['quantity']) as Quantity,
    fee: exact(columns['fee']),
    feeAsset: columns['fee_asset'] as string,
    liquidity: columns['liquidity'] as Liquidity,
    realizedPnl: exactOrUndefined(columns['realized_pnl']) as Notional | undefined,
    timeMs: columns['time_ms'] as number,
  }),
};

/** Values in the order of the columns. */
export function fillValues(sequence: number, fill: FillRow): SqlValue[] {
  return [
    fill.venue,
    fill.instrument,
    fill.tradeId,
    sequence,
    fill.clientOrderId,
    fill.lane,
    fill.side,
    formatDecimal(fill.price),
    formatDecimal(fill.quantity),
    formatDecimal(fill.fee),
    fill.feeAsset,
    fill.liquidity,
    decimalOrNull(fill.realizedPnl),
    fill.timeMs,
  ];
}
