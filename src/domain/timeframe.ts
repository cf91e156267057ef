/** Candle intervals and the spellings people and venues use for them. */
import { type Result, err, ok } from './result.ts';

/** Normalised: `1m 3m 5m 15m 30m 1h 2h 4h 6h 8h 12h 1d 3d 1w`. */
export type Timeframe = keyof typeof DURATIONS;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DURATIONS = {
  '1m': MINUTE,
  '3m': 3 * MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '4h': 4 * HOUR,
  '6h': 6 * HOUR,
  '8h': 8 * HOUR,
  '12h': 12 * HOUR,
  '1d': DAY,
  '3d': 3 * DAY,
  '1w': 7 * DAY,
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
  const size = { m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY }[unit] ?? MINUTE;
  const found = match ? timeframeOf(Number(match[1]) * size) : undefined;
  return found ? ok(found) : err(`"${text}" is not a timeframe; known are ${TIMEFRAMES.join(' ')}`);
}

const FIRST_MONDAY = 4 * DAY;

/** Open time of the interval that holds `timeMs`; weeks start on Monday, all else at the Unix epoch, UTC. */
export function intervalOpenMs(timeMs: number, intervalMs: number): number {
  const origin = intervalMs === 7 * DAY ? FIRST_MONDAY : 0;
  return Math.floor((timeMs - origin) / intervalMs) * intervalMs + origin;
}
