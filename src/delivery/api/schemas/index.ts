/** What goes over the wire. Exact amounts are decimal strings, times Unix milliseconds UTC, ratios 0..1. */
export { candleSchema, toCandle } from './candle.ts';
export { decisionSchema, toDecision } from './decision.ts';
export { errorSchema } from './error.ts';
export { EVENT_LEVELS, eventSchema } from './event.ts';
export { healthSchema } from './health.ts';
export { latencySchema } from './latency.ts';
export { fillSchema, orderSchema, toFill, toOrder } from './order.ts';
export { equitySchema, positionSchema, roundTripSchema, toPosition, toRoundTrip } from './portfolio.ts';
export { pageQuery, symbolText, rangeQuery } from './query.ts';
export { riskSchema, toRisk } from './risk.ts';
export { settingSchema, settingProblemSchema } from './setting.ts';
export { statusSchema } from './status.ts';
export { receiptSchema, reasonText } from './steering.ts';
