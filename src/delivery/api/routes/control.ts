import { z } from 'zod';
import { ApiError } from '../api-error.ts';
import { defineRoute } from '../route.ts';
import { reasonText, receiptSchema } from '../schemas/index.ts';
import { KEY_NOTE, steer } from './control-call.ts';
import { unknownOrder } from './orders.ts';

const body = z.object({ reason: reasonText });

export const setTradingState = defineRoute({
  method: 'POST',
  path: '/api/v1/trading-state',
  scope: 'control',
  group: 'control',
  summary: 'Sets what the bot may do; latched until it is set again',
  description: `active: everything; reducing: only what shrinks positions, protective exits go on; halted: nothing but exits that you command, stops and targets do not act and open positions are unguarded. ${KEY_NOTE}`,
  body: z.discriminatedUnion('state', [
    body.extend({ state: z.enum(['active', 'reducing']) }),
    body.extend({
      state: z.literal('halted'),
      confirm: z.literal('halt').describe('Says that it is meant to leave open positions unguarded.'),
    }),
  ]),
  response: receiptSchema,
  handle: (call) => steer(call, { kind: 'setTradingState', state: call.body.state }),
});

export const closeAll = defineRoute({
  method: 'POST',
  path: '/api/v1/positions/close-all',
  scope: 'control',
  group: 'control',
  summary: 'Sells every position and cancels every entry',
  description: `Entries go on afterwards unless the trading state says otherwise. ${KEY_NOTE}`,
  body: body.extend({ confirm: z.literal('close all').describe('Says that this is meant.') }),
  response: receiptSchema,
  handle: (call) => steer(call, { kind: 'closeAll' }),
});

export const closePosition = defineRoute({
  method: 'POST',
  path: '/api/v1/positions/:lane/close',
  scope: 'control',
  group: 'control',
  summary: 'Sells the position of one lane',
  description: KEY_NOTE,
  params: z.object({ lane: z.coerce.number().int().min(0) }),
  body,
  response: receiptSchema,
  handle: (call) => {
    const { lane } = call.params;
    const { lanes, positions } = call.context.bot.status();
    if (!lanes.some((known) => known.lane === lane)) {
      const hint = `lanes are ${lanes.map((known) => `${known.lane} (${known.symbol} ${known.strategy})`).join(', ')}`;
      throw new ApiError(404, 'unknownLane', `There is no lane ${lane}.`, hint);
    }
    // A repeated request finds the position gone, and must still get its first answer.
    const isRepeatable = call.request.headers['idempotency-key'] !== undefined;
    if (!isRepeatable && !positions.some((position) => position.lane === lane)) {
      throw new ApiError(
        409,
        'noPosition',
        `Lane ${lane} has no open position.`,
        'open positions are in /api/v1/status',
      );
    }
    return steer(call, { kind: 'closePosition', lane });
  },
});

export const cancelOrder = defineRoute({
  method: 'POST',
  path: '/api/v1/orders/:clientOrderId/cancel',
  scope: 'control',
  group: 'control',
  summary: 'Asks the venue to cancel an order',
  description: KEY_NOTE,
  params: z.object({ clientOrderId: z.string().max(64) }),
  body,
  response: receiptSchema,
  handle: async (call) => {
    const { clientOrderId } = call.params;
    if (!(await call.context.bot.reader.order(clientOrderId))) throw unknownOrder();
    return steer(call, { kind: 'cancelOrder', clientOrderId });
  },
});

export const resetLossLimits = defineRoute({
  method: 'POST',
  path: '/api/v1/risk/reset-loss-limits',
  scope: 'control',
  group: 'control',
  summary: 'Starts the loss streak, the daily loss and the drawdown anew from the present equity',
  description: KEY_NOTE,
  body: body.extend({ confirm: z.literal('reset loss limits').describe('Says that this is meant.') }),
  response: receiptSchema,
  handle: (call) => steer(call, { kind: 'resetLossLimits' }),
});
