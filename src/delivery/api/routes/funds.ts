import { z } from 'zod';
import { decimal, formatDecimal } from '../../../domain/index.ts';
import { defineRoute } from '../route.ts';
import {
  assetText,
  flowSchema,
  pageQuery,
  positiveAmount,
  rangeQuery,
  reasonText,
  receiptSchema,
} from '../schemas/index.ts';
import { KEY_NOTE, steer } from './control-call.ts';

export const flows = defineRoute({
  method: 'GET',
  path: '/api/v1/flows',
  scope: 'read',
  group: 'records',
  summary: 'Deposits and withdrawals, newest first',
  query: pageQuery.extend(rangeQuery.shape),
  response: z.object({ flows: z.array(flowSchema) }),
  handle: async ({ query: { limit, offset, fromMs, toMs }, context: { bot } }) => {
    const rows = await bot.reader.flows({
      limit,
      offset,
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
    });
    return { flows: rows.map((row) => ({ ...row, amount: formatDecimal(row.amount) })) };
  },
});

export const moveFunds = defineRoute({
  method: 'POST',
  path: '/api/v1/flows',
  scope: 'control',
  group: 'control',
  summary: 'Pays into the simulated account, or takes out of it',
  description: `No profit, loss or drawdown: peak, day start and returns move along. Coins that come in are never sold by the bot; more than is free cannot be taken out (409). ${KEY_NOTE}`,
  body: z.object({
    direction: z.enum(['deposit', 'withdrawal']),
    amount: positiveAmount,
    asset: assetText.optional().describe('The quote currency by default.'),
    reason: reasonText,
  }),
  response: receiptSchema,
  handle: (call) => {
    const { direction, amount, asset = call.context.bot.status().quote } = call.body;
    const exact = decimal(amount);
    return steer(call, { kind: 'moveFunds', asset, amount: direction === 'deposit' ? exact : -exact });
  },
});
