import type { Lane } from './lane.ts';

const MINUTE_MS = 60_000;

/**
 * Names the decision of one lane on one candle: minute of the candle's open time and lane, base 36. Seven characters, so
 * that the eight that enter the idempotency key are all of it; equal in backtest, paper and live.
 */
export function decisionIdOf(lane: Lane): string {
  const minute = Math.floor(lane.market.lastOpenTimeMs / MINUTE_MS);
  return `${minute.toString(36)}${lane.id.toString(36).padStart(2, '0')}`;
}
