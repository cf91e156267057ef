import { type RoundTrip, toSignal } from '../../domain/index.ts';

/** What metrics need of a round trip. Money is float64 quote. */
export interface TripResult {
  readonly entryTimeMs: number;
  readonly exitTimeMs: number;
  /** After fees. */
  readonly netPnl: number;
  /** Net profit over cost with entry fees. */
  readonly returnRatio: number;
  readonly fees: number;
  /** Cost plus proceeds, fees not included. */
  readonly tradedNotional: number;
}

export function tripResult(trip: RoundTrip): TripResult {
  return {
    entryTimeMs: trip.entryTimeMs,
    exitTimeMs: trip.exitTimeMs,
    netPnl: toSignal(trip.netPnl),
    returnRatio: trip.returnRatio,
    fees: toSignal(trip.fees),
    tradedNotional: toSignal(trip.costNotional + trip.proceedsNotional),
  };
}
