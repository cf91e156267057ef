import { z } from 'zod';
import type { DecidedCandle, ExplainedCandle, LaneStep } from '../../../runtime/index.ts';
import { blockSchema, conclusionSchema, toBlock, toConclusion } from './decision.ts';

const stepSchema = z
  .object({
    orders: z.array(z.string()).describe('Orders that were made, in words.'),
    canceled: z.array(z.string()).describe('Client ids of orders whose cancel was asked for.'),
    goal: z.string().nullable().describe('What the position is to become; null while nothing is to be sold.'),
    stopPrice: z.number().nullable(),
    targetPrice: z.number().nullable(),
    denials: z.array(blockSchema),
    isStopped: z.boolean().describe('Whether the strategy has been stopped.'),
  })
  .describe('What the candle did for the lane; null where the journal was not read for it.');

const decidedSchema = z.object({
  version: z.string().nullable().describe('Of the program that decided; null where it did not say.'),
  commit: z.string(),
  action: z.enum(['buy', 'sell', 'hold']),
  reason: z.string().nullable().describe('null where no words were recorded: nothing was ordered, and nothing denied.'),
  decision: conclusionSchema.nullable().describe('With all that it was based on, where that is known.'),
  step: stepSchema.nullable(),
});

const WHATS = ['orders', 'denials', 'cancels', 'goal', 'stop', 'target', 'strategy'] as const;

export const explainedSchema = z
  .object({
    lane: z.number().int(),
    symbol: z.string(),
    strategy: z.string(),
    candleOpenTimeMs: z.number(),
    price: z.number().nullable(),
    sequence: z.number().int().nullable().describe('Of the journal entry that it was decided on.'),
    recorded: decidedSchema.describe('What has happened.'),
    recomputed: decidedSchema.nullable().describe('What this version decides in the state of then.'),
    whyNot: z.string().nullable().describe('Why nothing was recomputed.'),
    differences: z
      .array(z.object({ what: z.enum(WHATS), recorded: z.string(), recomputed: z.string() }))
      .describe('Empty where this version decides the same; words do not count.'),
    later: z
      .array(z.object({ timeMs: z.number(), action: z.enum(['buy', 'sell', 'hold']), reason: z.string() }))
      .describe('What was recorded after that and before the next candle, oldest first.'),
    notes: z.array(z.string()).describe('What to bear in mind.'),
  })
  .meta({ id: 'ExplainedCandle' });

export function toExplained(told: ExplainedCandle): z.output<typeof explainedSchema> {
  const { recorded, recomputed, differences, later, notes, ...candle } = told;
  return {
    ...candle,
    recorded: toDecided(recorded),
    recomputed: recomputed && toDecided(recomputed),
    differences: [...differences],
    later: [...later],
    notes: [...notes],
  };
}

function toDecided({ by, action, reason, decision, step }: DecidedCandle): z.output<typeof decidedSchema> {
  return { ...by, action, reason, decision: decision && toConclusion(decision), step: step && toStep(step) };
}

function toStep({ orders, canceled, denials, ...step }: LaneStep): z.output<typeof stepSchema> {
  return { ...step, orders: [...orders], canceled: [...canceled], denials: denials.map(toBlock) };
}
