import { z } from 'zod';
import { formatDecimal, roleOf } from '../../../domain/index.ts';
import type { FillRow, OrderRow } from '../../../ports/index.ts';
import type { SymbolBook } from '../symbol-book.ts';
import { decimalOrNull } from './values.ts';

const sideSchema = z.enum(['buy', 'sell']);

export const orderSchema = z
  .object({
    clientOrderId: z.string(),
    venueOrderId: z.string().nullable(),
    symbol: z.string(),
    lane: z.number().int(),
    decisionId: z.string(),
    side: sideSchema,
    type: z.enum(['market', 'limit']),
    timeInForce: z.enum(['gtc', 'ioc', 'fok', 'postOnly']),
    purpose: z.enum(['entry', 'signalExit', 'protectiveExit', 'operatorExit']),
    role: z.string().describe('What it does for its lane: `entry`, `exit`, or `level:` and the level it rests for.'),
    lot: z.string().nullable().describe('The lot that a sale takes first, by the level that bought it.'),
    status: z.enum([
      'intended',
      'submitted',
      'unknown',
      'open',
      'partiallyFilled',
      'filled',
      'canceled',
      'rejected',
      'expired',
      'failed',
    ]),
    quantity: z.string(),
    filledQuantity: z.string(),
    price: z.string().nullable().describe('Limit orders only.'),
    budget: z.string().nullable().describe('Market buys: the most quote that may be spent.'),
    averagePrice: z.string().nullable().describe('Fees not included.'),
    firedBy: z.string().nullable().describe('The stop or target that it sells for.'),
    reason: z.string().describe('Why it was sent.'),
    lastReason: z.string().describe('Why it is in its status.'),
    tag: z.string().nullable(),
    createdTimeMs: z.number(),
    updatedTimeMs: z.number(),
  })
  .meta({ id: 'Order' });

export const fillSchema = z
  .object({
    tradeId: z.string(),
    venue: z.string(),
    symbol: z.string(),
    clientOrderId: z.string(),
    lane: z.number().int(),
    side: sideSchema,
    price: z.string(),
    quantity: z.string(),
    fee: z.string(),
    feeAsset: z.string(),
    liquidity: z.enum(['maker', 'taker']),
    realizedPnl: z.string().nullable().describe('Net profit in quote that this fill realized; `null` on buys.'),
    timeMs: z.number(),
  })
  .meta({ id: 'Fill' });

export function toOrder(row: OrderRow, symbols: SymbolBook): z.output<typeof orderSchema> {
  const { request } = row;
  return {
    clientOrderId: request.clientOrderId,
    venueOrderId: row.venueOrderId ?? null,
    symbol: symbols.symbolOf(request.instrument),
    lane: request.lane,
    decisionId: request.decisionId,
    side: request.side,
    type: request.type,
    timeInForce: request.timeInForce,
    purpose: request.purpose,
    role: roleOf(request),
    lot: request.lot ?? null,
    status: row.status,
    quantity: formatDecimal(request.quantity),
    filledQuantity: formatDecimal(row.filledQuantity),
    price: decimalOrNull(request.price),
    budget: decimalOrNull(request.budget),
    averagePrice: decimalOrNull(row.averagePrice),
    firedBy: row.firedBy ?? null,
    reason: request.reason,
    lastReason: row.lastReason,
    tag: request.tag ?? null,
    createdTimeMs: row.createdTimeMs,
    updatedTimeMs: row.updatedTimeMs,
  };
}

export function toFill(row: FillRow, symbols: SymbolBook): z.output<typeof fillSchema> {
  return {
    tradeId: row.tradeId,
    venue: row.venue,
    symbol: symbols.symbolOf(row.instrument),
    clientOrderId: row.clientOrderId,
    lane: row.lane,
    side: row.side,
    price: formatDecimal(row.price),
    quantity: formatDecimal(row.quantity),
    fee: formatDecimal(row.fee),
    feeAsset: row.feeAsset,
    liquidity: row.liquidity,
    realizedPnl: decimalOrNull(row.realizedPnl),
    timeMs: row.timeMs,
  };
}
