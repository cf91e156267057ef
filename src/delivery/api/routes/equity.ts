import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { equitySchema, finiteOrNull, rangeQuery } from '../schemas/index.ts';

export const equity = defineRoute({
  method: 'GET',
  path: '/api/v1/equity',
  scope: 'read',
  group: 'records',
  summary: 'The equity curve, oldest first',
  query: rangeQuery.extend({
    points: z.coerce.number().int().min(2).max(5000).default(500).describe('At most this many, evenly chosen.'),
  }),
  response: z.object({ points: z.array(equitySchema) }),
  handle: async ({ query: { points, fromMs, toMs }, context: { bot } }) => ({
    points: (
      await bot.reader.equity({
        points,
        ...(fromMs === undefined ? {} : { fromMs }),
        ...(toMs === undefined ? {} : { toMs }),
      })
    ).map((point) => ({ ...point, returnRatio: finiteOrNull(point.returnRatio) })),
  }),
});
