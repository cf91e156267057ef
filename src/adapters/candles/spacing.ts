/** The distance between candles: which one is the rule, and where it is broken. */
import type { CandleGap } from '../../ports/candle-files.ts';

export interface Spacing {
  /** The most common distance; absent for a single candle. */
  readonly intervalMs?: number;
  readonly gaps: readonly CandleGap[];
}

/** Spacing of ascending times. */
export function spacingOf(times: Float64Array): Spacing {
  const intervalMs = commonIntervalMs(times);
  return intervalMs === undefined ? { gaps: [] } : { intervalMs, gaps: findGaps(times, intervalMs) };
}

/** The most common distance between neighbours in ascending times; `undefined` for fewer than two. */
export function commonIntervalMs(times: Float64Array): number | undefined {
  if (times.length < 2) return undefined;
  const majority = majorityCandidate(times);
  return countOf(times, majority) * 2 > times.length - 1 ? majority : mostFrequent(times);
}

/** Every place where at least one candle is missing, in order of time. */
export function findGaps(times: Float64Array, intervalMs: number): CandleGap[] {
  const gaps: CandleGap[] = [];
  for (let index = 1; index < times.length; index += 1) {
    const previousMs = times[index - 1] as number;
    const distanceMs = (times[index] as number) - previousMs;
    if (distanceMs <= intervalMs) continue;
    const missing = Math.ceil(distanceMs / intervalMs) - 1;
    if (missing > 0) gaps.push({ afterMs: previousMs, missing });
  }
  return gaps;
}

/** The only value that can be more than half of all distances (Boyer and Moore's majority vote). */
function majorityCandidate(times: Float64Array): number {
  let candidate = 0;
  let votes = 0;
  for (let index = 1; index < times.length; index += 1) {
    const distanceMs = (times[index] as number) - (times[index - 1] as number);
    if (votes === 0) candidate = distanceMs;
    votes += distanceMs === candidate ? 1 : -1;
  }
  return candidate;
}

function countOf(times: Float64Array, wantedMs: number): number {
  let count = 0;
  for (let index = 1; index < times.length; index += 1) {
    if ((times[index] as number) - (times[index - 1] as number) === wantedMs) count += 1;
  }
  return count;
}

/** The smaller distance wins a tie: a file that is half gaps still has the finer timeframe. */
function mostFrequent(times: Float64Array): number {
  const counts = new Map<number, number>();
  for (let index = 1; index < times.length; index += 1) {
    const distanceMs = (times[index] as number) - (times[index - 1] as number);
    counts.set(distanceMs, (counts.get(distanceMs) ?? 0) + 1);
  }
  let best = 0;
  let bestCount = 0;
  for (const [distanceMs, count] of counts) {
    if (count > bestCount || (count === bestCount && distanceMs < best)) {
      best = distanceMs;
      bestCount = count;
    }
  }
  return best;
}
