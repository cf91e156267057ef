import { z } from 'zod';
import type { LaneRisk } from '../../../runtime/index.ts';
import { finiteOrNull } from './values.ts';

const readingSchema = z.union([z.number(), z.string()]).nullable();

export const riskSchema = z
  .object({
    lane: z.number().int(),
    symbol: z.string(),
    strategy: z.string(),
    rules: z.array(
      z.object({
        rule: z.string(),
        code: z.string(),
        ok: z.boolean().describe('Whether an entry would pass at the moment.'),
        limit: readingSchema.describe('`null` when the rule is switched off.'),
        value: readingSchema,
        unit: z.string(),
      }),
    ),
  })
  .meta({ id: 'LaneRisk' });

export function toRisk({ lane, symbol, strategy, rules }: LaneRisk): z.output<typeof riskSchema> {
  return {
    lane,
    symbol,
    strategy,
    rules: rules.map(({ rule, code, ok, limit, value, unit }) => ({
      rule,
      code,
      ok,
      limit: toReading(limit),
      value: toReading(value),
      unit,
    })),
  };
}

function toReading(value: number | string | undefined): number | string | null {
  return typeof value === 'string' ? value : finiteOrNull(value);
}
