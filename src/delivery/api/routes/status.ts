import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { latencySchema, statusSchema } from '../schemas/index.ts';

export const status = defineRoute({
  method: 'GET',
  path: '/api/v1/status',
  scope: 'read',
  group: 'trading',
  summary: 'State, money, open positions and lanes',
  response: statusSchema,
  handle: ({ context }) => context.bot.status(),
});

export const statusExtended = defineRoute({
  method: 'GET',
  path: '/status/extended',
  scope: 'read',
  group: 'operation',
  summary: 'Status with latencies against their budgets',
  response: z.object({
    status: statusSchema,
    latencies: latencySchema,
    health: z.enum(['healthy', 'degraded', 'unhealthy']),
    version: z.string(),
    uptimeSec: z.number(),
  }),
  handle: ({ context: { bot } }) => ({
    status: bot.status(),
    latencies: bot.latencies(),
    health: bot.health().status,
    version: bot.version,
    uptimeSec: Math.round(process.uptime()),
  }),
});
