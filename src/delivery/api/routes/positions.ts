import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { pageQuery, positionSchema, symbolText, toPosition } from '../schemas/index.ts';
import { SymbolBook } from '../symbol-book.ts';

export const positions = defineRoute({
  method: 'GET',
  path: '/api/v1/positions',
  scope: 'read',
  group: 'records',
  summary: 'Positions as recorded, newest first; with last prices and guards in /api/v1/status',
  query: pageQuery.extend({
    open: z.enum(['true', 'false']).optional().describe('Both kinds when absent.'),
    symbol: symbolText.optional(),
  }),
  response: z.object({ positions: z.array(positionSchema) }),
  handle: async ({ query: { limit, offset, open, symbol }, context: { bot } }) => {
    const book = await SymbolBook.of(bot);
    const rows = await bot.reader.positions({
      limit,
      offset,
      ...(open === undefined ? {} : { isOpen: open === 'true' }),
      ...(symbol === undefined ? {} : { instrument: book.idOf(symbol) }),
    });
    return { positions: rows.map((row) => toPosition(row, book)) };
  },
});
