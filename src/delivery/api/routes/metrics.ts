import { z } from 'zod';
import { defineRoute } from '../route.ts';

export const metrics = defineRoute({
  method: 'GET',
  path: '/metrics',
  // Equity and profit are among them.
  scope: 'read',
  group: 'operation',
  summary: 'Prometheus metrics',
  contentType: 'text/plain; version=0.0.4; charset=utf-8',
  response: z.string(),
  handle: ({ context }) => context.bot.metrics(),
});
