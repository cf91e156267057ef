/** What people configure, do, and hear about. */
import { z } from 'zod';
import { VISIBLE_TEXT } from '../../../domain/text.ts';

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

/** Why somebody acted: it goes into the journal and the audit log. */
export const reasonText = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(VISIBLE_TEXT, 'must not hold control characters')
  .describe('Why; goes into the journal and the audit log.');

export const receiptSchema = z
  .object({
    sequence: z.number().describe('Journal sequence of the action, once it is durable.'),
    tradingState: z.enum(['active', 'reducing', 'halted']),
  })
  .meta({ id: 'Receipt' });

/** From lowest to highest. */
export const EVENT_LEVELS = ['info', 'warning', 'critical'] as const;

export const eventSchema = z
  .object({ timeMs: z.number(), level: z.enum(EVENT_LEVELS), code: z.string(), message: z.string() })
  .meta({ id: 'Event' });
