import { z } from 'zod';
import type { Action } from '../../../domain/index.ts';
import { ApiError } from '../api-error.ts';
import { defineRoute } from '../route.ts';
import { decisionSchema, symbolText, toDecision } from '../schemas/index.ts';
import { findSymbol } from '../symbol-book.ts';

const KEPT = 500;

export const decisions = defineRoute({
  method: 'GET',
  path: '/api/v1/decisions',
  scope: 'read',
  group: 'trading',
  summary: 'Decisions of recent candles, holds included, with what they were based on; newest first',
  query: z.object({
    limit: z.coerce.number().int().min(1).max(KEPT).default(50),
    symbol: symbolText.optional(),
    lane: z.coerce.number().int().min(0).optional(),
    action: z.enum(['buy', 'sell', 'hold', 'trade']).optional().describe('`trade`: buys and sells.'),
  }),
  response: z.object({ decisions: z.array(decisionSchema) }),
  handle: ({ query, context: { bot } }) => {
    const { limit, lane, action } = query;
    const symbol = query.symbol === undefined ? undefined : findSymbol(bot, query.symbol);
    const matching = bot
      .recentDecisions(KEPT)
      .filter(
        (recent) =>
          (symbol === undefined || recent.symbol === symbol) &&
          (lane === undefined || recent.lane === lane) &&
          (action === undefined || isMeant(action, recent.decision.action)),
      );
    return { decisions: matching.slice(0, limit).map(toDecision) };
  },
});

function isMeant(asked: Action | 'trade', taken: Action): boolean {
  return asked === 'trade' ? taken !== 'hold' : asked === taken;
}

export const explain = defineRoute({
  method: 'GET',
  path: '/api/v1/decisions/explain',
  scope: 'read',
  group: 'trading',
  // A past candle is recomputed from the journal.
  cost: 'heavy',
  summary: 'Why a strategy did what it did on any past candle, or on the latest one',
  query: z.object({
    lane: z.coerce.number().int().min(0),
    candleOpenTimeMs: z.coerce.number().int().optional().describe('The latest candle when absent.'),
  }),
  response: decisionSchema,
  handle: async ({ query: { lane, candleOpenTimeMs }, context: { bot } }) => {
    const recent = await bot.explain(lane, candleOpenTimeMs);
    if (recent) return toDecision(recent);
    const lanes = bot.status().lanes.map((known) => `${known.lane} (${known.symbol} ${known.strategy})`);
    throw new ApiError(
      404,
      'unknownCandle',
      'That lane has no decision for that candle.',
      `candles are named by their open time; lanes are ${lanes.join(', ')}`,
    );
  },
});
