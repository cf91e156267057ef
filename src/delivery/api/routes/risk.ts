import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { riskSchema, toRisk } from '../schemas/index.ts';

export const risk = defineRoute({
  method: 'GET',
  path: '/api/v1/risk',
  scope: 'read',
  group: 'trading',
  summary: 'Every risk rule with its limit and present value, and what was denied so far',
  response: z.object({
    lanes: z.array(riskSchema),
    denials: z
      .array(z.object({ rule: z.string(), code: z.string(), count: z.number(), lastTimeMs: z.number() }))
      .describe('Most frequent first.'),
  }),
  handle: async ({ context: { bot } }) => ({
    lanes: bot.risk().map(toRisk),
    denials: await bot.reader.denialCounts(),
  }),
});
