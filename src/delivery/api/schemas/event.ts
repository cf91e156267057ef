import { z } from 'zod';

/** From lowest to highest. */
export const EVENT_LEVELS = ['info', 'warning', 'critical'] as const;

export const eventSchema = z
  .object({ timeMs: z.number(), level: z.enum(EVENT_LEVELS), code: z.string(), message: z.string() })
  .meta({ id: 'Event' });
