import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { healthSchema } from '../schemas/index.ts';

export const health = defineRoute({
  method: 'GET',
  path: '/health',
  scope: 'public',
  group: 'operation',
  summary: 'How every component is',
  // A bot that is degraded is alive: restarting it helps nobody. Whether it can take work is what /ready says.
  description: 'Always answers 200 while the process lives; the verdict is in `status`.',
  response: healthSchema,
  handle: ({ context }) => {
    const { degradationLevel, ...health } = context.bot.health();
    return { ...health, degradation_level: degradationLevel };
  },
});

export const ready = defineRoute({
  method: 'GET',
  path: '/ready',
  scope: 'public',
  group: 'operation',
  summary: 'Whether the bot is recovered, reconciled and fed: 200 or 503',
  response: z.object({ ready: z.boolean() }),
  handle: ({ context, setStatus }) => {
    const isReady = context.bot.isReady();
    if (!isReady) setStatus(503);
    return { ready: isReady };
  },
});
