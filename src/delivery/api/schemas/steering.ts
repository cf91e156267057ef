import { z } from 'zod';

/** Why somebody acted: it goes into the journal and the audit log. */
export const reasonText = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u, 'must not hold control characters')
  .describe('Why; goes into the journal and the audit log.');

export const receiptSchema = z
  .object({
    sequence: z.number().describe('Journal sequence of the action, once it is durable.'),
    tradingState: z.enum(['active', 'reducing', 'halted']),
  })
  .meta({ id: 'Receipt' });
