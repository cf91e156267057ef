import { z } from 'zod';

export const settingSchema = z
  .object({
    group: z.string(),
    key: z.string(),
    value: z.string().describe('In force; secrets are masked.'),
    source: z.string().describe('Where the value came from.'),
    unit: z.string(),
    description: z.string(),
  })
  .meta({ id: 'Setting' });

export const settingProblemSchema = z
  .object({ key: z.string(), severity: z.enum(['error', 'warning']), message: z.string() })
  .meta({ id: 'SettingProblem' });
