/** Types of the answers, for programs in TypeScript; the page is one of them. */
import type { z } from 'zod';
import type { errorSchema } from '../api-error.ts';
import type {
  candleSchema,
  decisionSchema,
  equitySchema,
  eventSchema,
  explainedSchema,
  fillSchema,
  healthSchema,
  riskSchema,
  roundTripSchema,
  statusSchema,
} from '../schemas/index.ts';

export type CandleAnswer = z.output<typeof candleSchema>;
export type DecisionAnswer = z.output<typeof decisionSchema>;
export type EquityPointAnswer = z.output<typeof equitySchema>;
export type ErrorAnswer = z.output<typeof errorSchema>;
export type EventAnswer = z.output<typeof eventSchema>;
export type ExplainedAnswer = z.output<typeof explainedSchema>;
export type FillAnswer = z.output<typeof fillSchema>;
export type HealthAnswer = z.output<typeof healthSchema>;
export type LaneRiskAnswer = z.output<typeof riskSchema>;
export type RoundTripAnswer = z.output<typeof roundTripSchema>;
export type StatusAnswer = z.output<typeof statusSchema>;
