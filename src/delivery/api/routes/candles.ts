import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { candleSchema, symbolText, toCandle } from '../schemas/index.ts';
import { findSymbol } from '../symbol-book.ts';

export const candles = defineRoute({
  method: 'GET',
  path: '/api/v1/candles',
  scope: 'read',
  group: 'trading',
  summary: 'The latest closed candles of a symbol, oldest first',
  query: z.object({ symbol: symbolText, limit: z.coerce.number().int().min(1).max(1000).default(200) }),
  response: z.object({ symbol: z.string(), timeframe: z.string(), candles: z.array(candleSchema) }),
  handle: ({ query: { symbol: text, limit }, context: { bot } }) => {
    const symbol = findSymbol(bot, text);
    return { symbol, timeframe: bot.status().timeframe, candles: bot.candles(symbol, limit).map(toCandle) };
  },
});
