import { z } from 'zod';
import type { Candle } from '../../../domain/index.ts';

export const candleSchema = z
  .object({
    openTimeMs: z.number(),
    open: z.number(),
    high: z.number(),
    low: z.number(),
    close: z.number(),
    volume: z.number().describe('In base.'),
  })
  .meta({ id: 'Candle' });

export function toCandle({ openTimeMs, open, high, low, close, volume }: Candle): z.output<typeof candleSchema> {
  return { openTimeMs, open, high, low, close, volume };
}
