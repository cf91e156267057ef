import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { pageQuery, rangeQuery } from '../schemas/index.ts';

const LEVELS = ['info', 'warning', 'critical'] as const;

export const events = defineRoute({
  method: 'GET',
  path: '/api/v1/events',
  scope: 'read',
  group: 'records',
  summary: 'What people should hear about, newest first',
  query: pageQuery.extend(rangeQuery.shape).extend({
    atLeast: z.enum(LEVELS).default('info').describe('Lowest level to show.'),
    code: z.string().max(64).optional(),
  }),
  response: z.object({
    events: z.array(
      z
        .object({ timeMs: z.number(), level: z.enum(LEVELS), code: z.string(), message: z.string() })
        .meta({ id: 'Event' }),
    ),
  }),
  handle: ({ query: { limit, offset, fromMs, toMs, atLeast, code }, context: { bot } }) => ({
    events: bot.reader.notices({
      limit,
      offset,
      levels: LEVELS.slice(LEVELS.indexOf(atLeast)),
      ...(code === undefined ? {} : { code }),
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
    }),
  }),
});
