import type { EngineObserver } from '../../../core/engine/index.ts';
import { formatDecimal, type Decimal } from '../../../domain/index.ts';

/** Counts of a whole run, what a start recovers included. */
export interface RunTally {
  readonly observer: EngineObserver;
  counts(): { orders: number; fills: number; roundTrips: number; netPnl: number; fees: number };
}

export function createRunTally(): RunTally {
  let [orders, fills, roundTrips] = [0, 0, 0];
  let netPnl: Decimal = 0n;
  let fees: Decimal = 0n;
  return {
    observer: {
      orderChanged: ({ status }) => {
        if (status === 'submitted') orders += 1;
      },
      fillBooked: () => {
        fills += 1;
      },
      roundTripClosed: (_lane, trip) => {
        roundTrips += 1;
        netPnl += trip.netPnl;
        fees += trip.fees;
      },
    },
    counts: () => ({
      orders,
      fills,
      roundTrips,
      netPnl: Number(formatDecimal(netPnl)),
      fees: Number(formatDecimal(fees)),
    }),
  };
}
