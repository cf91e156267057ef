import { z } from 'zod';

const summarySchema = z
  .object({
    count: z.number().int(),
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    p99Ms: z.number().nullable(),
    budgetMs: z.number().describe('0 = no budget.'),
    isWithinBudget: z.boolean(),
  })
  .meta({ id: 'LatencySummary' });

export const latencySchema = z.object({ decision: summarySchema, order: summarySchema, flow: summarySchema });
