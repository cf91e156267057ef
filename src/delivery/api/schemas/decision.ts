import { z } from 'zod';
import type { Decision, Denial, Explanation } from '../../../domain/index.ts';
import type { RecentDecision } from '../../../runtime/index.ts';
import { finiteOrNull } from './values.ts';

const valueSchema = z.union([z.number(), z.string(), z.boolean(), z.null()]);

export const blockSchema = z
  .object({
    rule: z.string(),
    code: z.string(),
    message: z.string(),
    limit: valueSchema.optional(),
    value: valueSchema.optional(),
  })
  .meta({ id: 'Block' });

/** What was concluded and why, wherever it belongs. */
export const conclusionSchema = z.object({
  id: z.string(),
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
});

export const decisionSchema = z
  .object({
    lane: z.number().int(),
    symbol: z.string(),
    strategy: z.string(),
    candleOpenTimeMs: z.number().nullable(),
    price: z.number().nullable(),
    ...conclusionSchema.shape,
  })
  .meta({ id: 'Decision' });

type DecisionBody = z.output<typeof decisionSchema>;
type Value = z.output<typeof valueSchema>;

export function toDecision(recent: RecentDecision): DecisionBody {
  return {
    lane: recent.lane,
    symbol: recent.symbol,
    strategy: recent.strategy,
    candleOpenTimeMs: finiteOrNull(recent.candleOpenTimeMs),
    price: finiteOrNull(recent.price),
    ...toConclusion(recent.decision),
  };
}

export function toConclusion(decision: Decision): z.output<typeof conclusionSchema> {
  return {
    id: decision.id,
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
    blocks: blocks.map(toBlock),
    context: finiteValues(context),
    model,
  };
}

export function toBlock({ rule, code, message, limit, value }: Denial): z.output<typeof blockSchema> {
  return {
    rule,
    code,
    message,
    ...(limit === undefined ? {} : { limit: finiteValue(limit) }),
    ...(value === undefined ? {} : { value: finiteValue(value) }),
  };
}

/** Indicators that are not warm are NaN, which JSON does not have. */
function finiteValues(values: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, finiteValue(value)]));
}

function finiteValue(value: Value): Value {
  return typeof value === 'number' ? finiteOrNull(value) : value;
}
