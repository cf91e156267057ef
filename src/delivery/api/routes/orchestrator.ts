import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { reasonText, receiptSchema, statusSchema } from '../schemas/index.ts';
import { KEY_NOTE, steer } from './control-call.ts';

const body = z.object({ reason: reasonText });

export const orchestratorStart = defineRoute({
  method: 'POST',
  path: '/orchestrator/start',
  scope: 'control',
  group: 'control',
  summary: 'Lets the bot open positions again: trading state active',
  description: KEY_NOTE,
  body,
  response: receiptSchema,
  handle: (call) => steer(call, { kind: 'setTradingState', state: 'active' }),
});

export const orchestratorStop = defineRoute({
  method: 'POST',
  path: '/orchestrator/stop',
  scope: 'control',
  group: 'control',
  summary: 'Stops entries; open positions keep their exits: trading state reducing',
  description: KEY_NOTE,
  body,
  response: receiptSchema,
  handle: (call) => steer(call, { kind: 'setTradingState', state: 'reducing' }),
});

export const orchestratorStatus = defineRoute({
  method: 'GET',
  path: '/orchestrator/status',
  scope: 'read',
  group: 'operation',
  summary: 'Whether the loop runs, and what it may do',
  response: statusSchema
    .pick({
      isRunning: true,
      tradingState: true,
      tradingStateReason: true,
      startedMs: true,
      marketTimeMs: true,
      lanes: true,
    })
    .extend({ isControlOpen: z.boolean().describe('Whether API_TOKEN is set; without it control routes are closed.') }),
  handle: ({ context }) => ({ ...context.bot.status(), isControlOpen: context.isControlOpen }),
});
