import type { TripResult } from './trip-result.ts';

/** Totals of the round trips, in the order of their exits. Money is float64 quote. */
export interface TripFacts {
  readonly count: number;
  /** Net profit above zero; exactly zero is neither win nor loss. */
  readonly wins: number;
  readonly losses: number;
  readonly profit: number;
  /** Positive. */
  readonly loss: number;
  readonly returns: number;
  readonly best: number;
  readonly worst: number;
  readonly longestWins: number;
  readonly longestLosses: number;
  readonly heldMs: number;
  readonly fees: number;
  readonly tradedNotional: number;
}

export function readTrips(trips: readonly TripResult[]): TripFacts {
  const facts = {
    count: trips.length,
    wins: 0,
    losses: 0,
    profit: 0,
    loss: 0,
    returns: 0,
    best: Number.NEGATIVE_INFINITY,
    worst: Number.POSITIVE_INFINITY,
    longestWins: 0,
    longestLosses: 0,
    heldMs: 0,
    fees: 0,
    tradedNotional: 0,
  };
  let streak = 0;
  for (const { netPnl, returnRatio, entryTimeMs, exitTimeMs, fees, tradedNotional } of trips) {
    if (netPnl > 0) {
      facts.wins += 1;
      facts.profit += netPnl;
      streak = streak > 0 ? streak + 1 : 1;
      facts.longestWins = Math.max(facts.longestWins, streak);
    } else if (netPnl < 0) {
      facts.losses += 1;
      facts.loss -= netPnl;
      streak = streak < 0 ? streak - 1 : -1;
      facts.longestLosses = Math.max(facts.longestLosses, -streak);
    } else {
      streak = 0;
    }
    facts.returns += returnRatio;
    facts.best = Math.max(facts.best, returnRatio);
    facts.worst = Math.min(facts.worst, returnRatio);
    facts.heldMs += exitTimeMs - entryTimeMs;
    facts.fees += fees;
    facts.tradedNotional += tradedNotional;
  }
  return facts;
}
