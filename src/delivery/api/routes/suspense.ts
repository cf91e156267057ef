import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { defineRoute } from '../route.ts';
import { reasonText, receiptSchema, statusSchema } from '../schemas/index.ts';
import { KEY_NOTE, steer } from './control-call.ts';

export const suspense = defineRoute({
  method: 'GET',
  path: '/api/v1/suspense',
  scope: 'read',
  group: 'trading',
  summary: 'Trades that the books could not take, and what the bot may do meanwhile',
  description: 'They are kept until somebody has looked at the venue and settles them, as `cab settle` does.',
  response: statusSchema.pick({ tradingState: true, tradingStateReason: true, suspense: true }),
  handle: ({ context }) => context.bot.status(),
});

export const settleSuspense = defineRoute({
  method: 'POST',
  path: '/api/v1/suspense/:tradeId/settle',
  scope: 'control',
  group: 'control',
  summary: 'Settles a trade that the books could not take',
  description: `Look at the venue first: from here on the bot takes its books for right. Trading stays reducing until the state is set. ${KEY_NOTE}`,
  params: z.object({ tradeId: z.string().max(128) }),
  body: z.object({ reason: reasonText }),
  response: receiptSchema,
  handle: (call) => {
    const { tradeId } = call.params;
    const { suspense: entries } = call.context.bot.status();
    // A repeated request finds the trade settled, and must still get its first answer.
    const isRepeatable = call.request.headers['idempotency-key'] !== undefined;
    if (!isRepeatable && !entries.some((entry) => entry.tradeId === tradeId)) {
      const hint = 'those that are in suspense are listed by GET /api/v1/suspense';
      throw new ApiError(404, 'unknownTrade', `No trade ${tradeId} is in suspense.`, hint);
    }
    return steer(call, { kind: 'settleSuspense', tradeId });
  },
});
