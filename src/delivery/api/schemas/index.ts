/** What goes over the wire. Exact amounts are decimal strings, times Unix milliseconds UTC, ratios 0..1. */
export { candleSchema, toCandle } from './candle.ts';
export { decisionSchema, toDecision } from './decision.ts';
export { explainedSchema, toExplained } from './explained.ts';
export {
  EVENT_LEVELS,
  eventSchema,
  reasonText,
  receiptSchema,
  settingProblemSchema,
  settingSchema,
} from './operation.ts';
export { fillSchema, orderSchema, toFill, toOrder } from './order.ts';
export { protectiveOrderSchema, toProtectiveOrder } from './protective-order.ts';

export { equitySchema, flowSchema, positionSchema, roundTripSchema, toPosition, toRoundTrip } from './portfolio.ts';
export { riskSchema, toRisk } from './risk.ts';
export { healthSchema, latencySchema, statusSchema } from './status.ts';
export { assetText, finiteOrNull, pageQuery, positiveAmount, rangeQuery, symbolText } from './values.ts';
