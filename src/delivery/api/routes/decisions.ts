import { z } from 'zod';
import type { Action } from '../../../domain/index.ts';
import { ApiError } from '../api-error.ts';
import { defineRoute } from '../route.ts';
import type { RecomputeRefusal } from '../../../runtime/index.ts';
import { whileWaitedFor } from '../connections/while-waited-for.ts';
import { decisionSchema, explainedSchema, symbolText, toDecision, toExplained } from '../schemas/index.ts';
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
  summary: 'What was recorded of a candle, beside what this version decides on it',
  description:
    'Decided again from the journal in the state of then, with the settings that were in force. One at a time: 429 `busy` ' +
    'with Retry-After where too many wait. Where the two differ, `recorded` is what has happened.',
  query: z.object({
    lane: z.coerce.number().int().min(0),
    candleOpenTimeMs: z.coerce.number().int().optional().describe('The latest candle when absent.'),
  }),
  response: explainedSchema,
  handle: async ({ query: { lane, candleOpenTimeMs }, context: { bot }, request }) => {
    const explained = await whileWaitedFor(request.raw.socket, (signal) => bot.explain(lane, candleOpenTimeMs, signal));
    if (explained.ok) return toExplained(explained.value);
    const lanes = bot.status().lanes.map((known) => `${known.lane} (${known.symbol} ${known.strategy})`);
    throw refusalOf(explained.error, lanes.join(', '));
  },
});

const SEE_LOG = 'the log has the cause; cab maintenance integrity looks through the database';

function refusalOf({ code, message, retryAfterSec }: RecomputeRefusal, lanes: string): ApiError {
  const again = retryAfterSec === undefined ? {} : { retryAfterSec };
  switch (code) {
    case 'unknownCandle':
      return new ApiError(404, code, message, `candles are named by their open time; lanes are ${lanes}`);
    case 'undecided':
      return new ApiError(404, code, message, 'ask again when its interval has ended');
    case 'busy':
      return new ApiError(429, code, message, `try again in ${retryAfterSec ?? 1} s`, again);
    case 'tookTooLong':
      return new ApiError(503, code, message, 'cab explain does it elsewhere, without a limit', again);
    case 'gone':
      return new ApiError(503, code, 'The bot is stopping.', 'ask when it runs again');
    case 'archive':
      return new ApiError(503, 'archiveUnavailable', message, 'put the file back, then ask again');
    case 'failed':
      // It may name files, and what somebody's code said: that is for the log.
      return new ApiError(500, code, 'It could not be recomputed.', SEE_LOG, { cause: message });
  }
}
