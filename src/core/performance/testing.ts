import type { PerformanceInput } from './facts.ts';
import { DAY_MS } from '../../domain/durations.ts';
import type { TripResult } from './trip-result.ts';

/** 2021-01-01T00:00Z. */
export const START_MS = 1_609_459_200_000;

/** Equity at consecutive UTC midnights, the first one being the start. */
export function dailyInput(equity: readonly number[], trips: readonly TripResult[] = []): PerformanceInput {
  return {
    timeMs: Float64Array.from(equity, (_, day) => START_MS + day * DAY_MS),
    equity: Float64Array.from(equity),
    trips,
  };
}

/** A trip of one hour that begins on the given day; costs 100, no fees unless named. */
export function aTrip(netPnl: number, day = 0, over: Partial<TripResult> = {}): TripResult {
  const entryTimeMs = START_MS + day * DAY_MS;
  return {
    entryTimeMs,
    exitTimeMs: entryTimeMs + 3_600_000,
    netPnl,
    returnRatio: netPnl / 100,
    fees: 0,
    tradedNotional: 200 + netPnl,
    ...over,
  };
}

/** Numbers 0..1 that depend on the seed only (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
