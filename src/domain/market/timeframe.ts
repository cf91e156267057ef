/** Candle intervals and the spellings people and venues use for them. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../durations.ts';
import { type Result, err, ok } from '../result.ts';

/** Normalised: `1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w`. */
export type Timeframe = keyof typeof DURATIONS;

const DURATIONS = {
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': HOUR_MS,
  '2h': 2 * HOUR_MS,
  '4h': 4 * HOUR_MS,
  '6h': 6 * HOUR_MS,
  '8h': 8 * HOUR_MS,
  '12h': 12 * HOUR_MS,
  '1d': DAY_MS,
  '3d': 3 * DAY_MS,
  '1w': 7 * DAY_MS,
} as const;

export const TIMEFRAMES = Object.keys(DURATIONS) as readonly Timeframe[];

export function durationMs(timeframe: Timeframe): number {
  return DURATIONS[timeframe];
}

/** The timeframe of a candle spacing, when there is one. */
export function timeframeOf(milliseconds: number): Timeframe | undefined {
  return TIMEFRAMES.find((timeframe) => DURATIONS[timeframe] === milliseconds);
}

/** Reads `1h`, `1H`, `60m`, `60`, `1hour`, `7d`. The error lists what is known. */
export function parseTimeframe(text: string): Result<Timeframe, string> {
  const match = /^\s*(\d+)\s*(m|min|minutes?|h|hours?|d|days?|w|weeks?)?\s*$/i.exec(text);
  const unit = (match?.[2] ?? 'm').toLowerCase().charAt(0);
  const size = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS }[unit] ?? MINUTE_MS;
  const found = match ? timeframeOf(Number(match[1]) * size) : undefined;
  return found ? ok(found) : err(`"${text}" is not a timeframe; known are ${TIMEFRAMES.join(' ')}`);
}

const FIRST_MONDAY = 4 * DAY_MS;

/** Open time of the interval that holds `timeMs`; weeks start on Monday, all else at the Unix epoch, UTC. */
export function intervalOpenMs(timeMs: number, intervalMs: number): number {
  const origin = intervalMs === 7 * DAY_MS ? FIRST_MONDAY : 0;
  return Math.floor((timeMs - origin) / intervalMs) * intervalMs + origin;
}
