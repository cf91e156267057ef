import { z } from 'zod';

const componentSchema = z
  .object({ ok: z.boolean(), latencyMs: z.number().optional(), detail: z.string() })
  .meta({ id: 'ComponentHealth' });

export const healthSchema = z
  .object({
    status: z.enum(['healthy', 'degraded', 'unhealthy']),
    components: z.object({
      db: componentSchema,
      broker: componentSchema,
      bus: componentSchema,
      time_sync: componentSchema,
      data: componentSchema,
      exits: componentSchema,
      reconcile: componentSchema,
    }),
    degradation_level: z.string().describe('`none` while everything is allowed.'),
    version: z.string(),
    mode: z.string(),
  })
  .meta({ id: 'Health' });
