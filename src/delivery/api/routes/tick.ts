import { z } from 'zod';
import { parseTimeframe } from '../../../domain/index.ts';
import { ApiError } from '../api-error.ts';
import { defineRoute } from '../route.ts';
import { candleSchema, decisionSchema, symbolText, toCandle, toDecision } from '../schemas/index.ts';
import { findSymbol } from '../symbol-book.ts';

export const tick = defineRoute({
  method: 'POST',
  path: '/tick',
  // Evaluates and shows; nothing is ordered.
  scope: 'read',
  group: 'trading',
  summary: 'One evaluation: the decision of every strategy on the latest candle of a symbol, explained',
  body: z.object({
    symbol: symbolText,
    timeframe: z.string().max(20).optional().describe('Must be the one the bot trades, which is the default.'),
    limit: z.number().int().min(1).max(500).default(1).describe('Latest candles to send along.'),
  }),
  response: z.object({
    symbol: z.string(),
    timeframe: z.string(),
    decisions: z.array(decisionSchema),
    candles: z.array(candleSchema).describe('Oldest first.'),
  }),
  handle: ({ body, context: { bot } }) => {
    const symbol = findSymbol(bot, body.symbol);
    const { timeframe, lanes } = bot.status();
    requireTimeframe(body.timeframe, timeframe);
    const candles = bot.candles(symbol, body.limit).map(toCandle);
    // Before its first candle a lane has nothing to decide on.
    const asked = lanes.filter((lane) => lane.symbol === symbol && lane.lastCandleMs !== null);
    const found = asked.map((lane) => bot.latestDecision(lane.lane));
    return { symbol, timeframe, decisions: found.flatMap((recent) => (recent ? [toDecision(recent)] : [])), candles };
  },
});

/** @throws ApiError 422 when another timeframe than the traded one is asked for. */
export function requireTimeframe(asked: string | undefined, traded: string): void {
  if (asked === undefined) return;
  const parsed = parseTimeframe(asked);
  if (parsed.ok && parsed.value === traded) return;
  const message = parsed.ok ? `This bot trades ${traded} candles, not ${parsed.value}.` : `${parsed.error}.`;
  throw new ApiError(422, 'otherTimeframe', message, `leave timeframe out, or say ${traded}`);
}
