import { z } from 'zod';
import { defineRoute } from '../route.ts';
import {
  fillSchema,
  pageQuery,
  rangeQuery,
  roundTripSchema,
  symbolText,
  toFill,
  toRoundTrip,
} from '../schemas/index.ts';
import { SymbolBook } from '../symbol-book.ts';

const query = pageQuery.extend(rangeQuery.shape).extend({
  symbol: symbolText.optional(),
  lane: z.coerce.number().int().min(0).optional(),
});

export const fills = defineRoute({
  method: 'GET',
  path: '/api/v1/fills',
  scope: 'read',
  group: 'records',
  summary: 'Executions, newest first',
  query,
  response: z.object({ fills: z.array(fillSchema) }),
  handle: async ({ query, context: { bot } }) => {
    const book = await SymbolBook.of(bot);
    const rows = await bot.reader.fills(filterOf(query, book));
    return { fills: rows.map((row) => toFill(row, book)) };
  },
});

export const roundTrips = defineRoute({
  method: 'GET',
  path: '/api/v1/round-trips',
  scope: 'read',
  group: 'records',
  summary: 'Positions from entry to flat with their profit, newest first',
  query,
  response: z.object({ roundTrips: z.array(roundTripSchema) }),
  handle: async ({ query, context: { bot } }) => {
    const book = await SymbolBook.of(bot);
    const rows = await bot.reader.roundTrips(filterOf(query, book));
    return { roundTrips: rows.map((row) => toRoundTrip(row, book)) };
  },
});

function filterOf({ symbol, fromMs, toMs, lane, limit, offset }: z.output<typeof query>, book: SymbolBook) {
  return {
    limit,
    offset,
    ...(fromMs === undefined ? {} : { fromMs }),
    ...(toMs === undefined ? {} : { toMs }),
    ...(lane === undefined ? {} : { lane }),
    ...(symbol === undefined ? {} : { instrument: book.idOf(symbol) }),
  };
}
