import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { defineRoute } from '../route.ts';
import {
  fillSchema,
  orderSchema,
  pageQuery,
  protectiveOrderSchema,
  rangeQuery,
  symbolText,
  toFill,
  toOrder,
  toProtectiveOrder,
} from '../schemas/index.ts';
import { SymbolBook } from '../symbol-book.ts';

const OPEN_STATUSES = ['intended', 'submitted', 'unknown', 'open', 'partiallyFilled'] as const;
const WATCHED_STATUSES = ['sent', 'waiting', 'failed'] as const;

export const orders = defineRoute({
  method: 'GET',
  path: '/api/v1/orders',
  scope: 'read',
  group: 'records',
  summary: 'Orders, newest first',
  query: pageQuery.extend(rangeQuery.shape).extend({
    symbol: symbolText.optional(),
    lane: z.coerce.number().int().min(0).optional(),
    status: orderSchema.shape.status.or(z.literal('working')).optional().describe('`working`: not ended.'),
  }),
  response: z.object({ orders: z.array(orderSchema) }),
  handle: async ({ query, context: { bot } }) => {
    const { symbol, status, limit, offset, fromMs, toMs, lane } = query;
    const book = await SymbolBook.of(bot);
    const rows = await bot.reader.orders({
      limit,
      offset,
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
      ...(lane === undefined ? {} : { lane }),
      ...(symbol === undefined ? {} : { instrument: book.idOf(symbol) }),
      ...(status === undefined ? {} : { statuses: status === 'working' ? OPEN_STATUSES : [status] }),
    });
    return { orders: rows.map((row) => toOrder(row, book)) };
  },
});

export const order = defineRoute({
  method: 'GET',
  path: '/api/v1/orders/:clientOrderId',
  scope: 'read',
  group: 'records',
  summary: 'One order with its fills',
  params: z.object({ clientOrderId: z.string().max(64) }),
  response: z.object({ order: orderSchema, fills: z.array(fillSchema) }),
  handle: async ({ params: { clientOrderId }, context: { bot } }) => {
    const row = await bot.reader.order(clientOrderId);
    if (!row) throw unknownOrder();
    const book = await SymbolBook.of(bot);
    const fills = await bot.reader.fills({ clientOrderId, limit: 1000 });
    return { order: toOrder(row, book), fills: fills.map((fill) => toFill(fill, book)) };
  },
});

export const protectiveOrders = defineRoute({
  method: 'GET',
  path: '/api/v1/protective-orders',
  scope: 'read',
  group: 'records',
  summary: 'Stops and targets with their triggers, newest first, and the orders that they fired',
  query: pageQuery.extend({
    symbol: symbolText.optional(),
    lane: z.coerce.number().int().min(0).optional(),
    status: protectiveOrderSchema.shape.status.or(z.literal('working')).optional().describe('`working`: not ended.'),
  }),
  response: z.object({ protectiveOrders: z.array(protectiveOrderSchema) }),
  handle: async ({ query: { symbol, status, limit, offset, lane }, context: { bot } }) => {
    const book = await SymbolBook.of(bot);
    const rows = await bot.reader.protectiveOrders({
      limit,
      offset,
      ...(lane === undefined ? {} : { lane }),
      ...(symbol === undefined ? {} : { instrument: book.idOf(symbol) }),
      ...(status === undefined ? {} : { statuses: status === 'working' ? WATCHED_STATUSES : [status] }),
    });
    return { protectiveOrders: rows.map((row) => toProtectiveOrder(row, book)) };
  },
});

export function unknownOrder(): ApiError {
  return new ApiError(404, 'unknownOrder', 'No order has that id.', 'ids are listed by GET /api/v1/orders');
}
