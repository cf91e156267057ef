import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { EVENT_LEVELS, eventSchema, pageQuery, rangeQuery } from '../schemas/index.ts';

export const events = defineRoute({
  method: 'GET',
  path: '/api/v1/events',
  scope: 'read',
  group: 'records',
  summary: 'What people should hear about, newest first',
  query: pageQuery.extend(rangeQuery.shape).extend({
    atLeast: z.enum(EVENT_LEVELS).default('info').describe('Lowest level to show.'),
    code: z.string().max(64).optional(),
  }),
  response: z.object({ events: z.array(eventSchema) }),
  handle: async ({ query: { limit, offset, fromMs, toMs, atLeast, code }, context: { bot } }) => ({
    events: await bot.reader.notices({
      limit,
      offset,
      levels: EVENT_LEVELS.slice(EVENT_LEVELS.indexOf(atLeast)),
      ...(code === undefined ? {} : { code }),
      ...(fromMs === undefined ? {} : { fromMs }),
      ...(toMs === undefined ? {} : { toMs }),
    }),
  }),
});
