import { z } from 'zod';
import type { Explanation } from '../../../domain/index.ts';
import type { RecentDecision } from '../../../runtime/index.ts';
import { finiteOrNull } from './values.ts';

const valueSchema = z.union([z.number(), z.string(), z.boolean(), z.null()]);

const blockSchema = z
  .object({
    rule: z.string(),
    code: z.string(),
    message: z.string(),
    limit: valueSchema.optional(),
    value: valueSchema.optional(),
  })
  .meta({ id: 'Block' });

export const decisionSchema = z
  .object({
    id: z.string(),
    lane: z.number().int(),
    symbol: z.string(),
    strategy: z.string(),
    candleOpenTimeMs: z.number().nullable(),
    price: z.number().nullable(),
    action: z.enum(['buy', 'sell', 'hold']),
    reason: z.string(),
    score: z.number().nullable().describe("The rules' score, 0..1."),
    scoreBlended: z.number().nullable(),
    confidence: z.number().nullable(),
    regime: z.enum(['bull', 'bear', 'sideways', 'volatile', 'unknown']),
    explain: z.object({
      signals: z.record(z.string(), valueSchema),
      weights: z.record(z.string(), valueSchema),
      thresholds: z.record(z.string(), valueSchema),
      blocks: z.array(blockSchema),
      context: z.record(z.string(), valueSchema),
      model: z.object({ name: z.string(), version: z.string() }).nullable(),
    }),
  })
  .meta({ id: 'Decision' });

type DecisionBody = z.output<typeof decisionSchema>;
type Value = z.output<typeof valueSchema>;

export function toDecision(recent: RecentDecision): DecisionBody {
  const { decision } = recent;
  return {
    id: decision.id,
    lane: recent.lane,
    symbol: recent.symbol,
    strategy: recent.strategy,
    candleOpenTimeMs: finiteOrNull(recent.candleOpenTimeMs),
    price: finiteOrNull(recent.price),
    action: decision.action,
    reason: decision.reason,
    score: finiteOrNull(decision.score),
    scoreBlended: finiteOrNull(decision.scoreBlended),
    confidence: finiteOrNull(decision.confidence),
    regime: decision.regime,
    explain: toExplanation(decision.explain),
  };
}

function toExplanation({ signals, weights, thresholds, blocks, context, model }: Explanation): DecisionBody['explain'] {
  return {
    signals: finiteValues(signals),
    weights: finiteValues(weights),
    thresholds: finiteValues(thresholds),
    blocks: blocks.map(({ rule, code, message, limit, value }) => ({
      rule,
      code,
      message,
      ...(limit === undefined ? {} : { limit: finiteValue(limit) }),
      ...(value === undefined ? {} : { value: finiteValue(value) }),
    })),
    context: finiteValues(context),
    model,
  };
}

/** Indicators that are not warm are NaN, which JSON does not have. */
function finiteValues(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, finiteValue(value)]));
}

function finiteValue(value: Value): Value {
  return typeof value === 'number' ? finiteOrNull(value) : value;
}
