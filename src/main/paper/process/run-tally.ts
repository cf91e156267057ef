import type { EngineObserver } from '../../../core/engine/index.ts';
import { type Decimal, type Instrument, feeInQuote, toSignal } from '../../../domain/index.ts';

/** Counts of a whole run, what a start recovers included. */
export interface RunTally {
  readonly observer: EngineObserver;
  counts(): { orders: number; fills: number; roundTrips: number; netPnl: number; fees: number };
}

export function createRunTally(): RunTally {
  let [orders, fills, roundTrips] = [0, 0, 0];
  let netPnl: Decimal = 0n;
  let fees: Decimal = 0n;
  let instruments: readonly Instrument[] = [];
  return {
    observer: {
      orderChanged: ({ status }) => {
        if (status === 'submitted') orders += 1;
      },
      runBegan: ({ instruments: told }) => {
        instruments = told;
      },
      // Of every fill: what was bought and is still held has cost its fee as well.
      fillBooked: (fill, _booking, { request }) => {
        fills += 1;
        const instrument = instruments[request.instrument];
        if (instrument) fees += feeInQuote(fill, instrument);
      },
      roundTripClosed: (_lane, trip) => {
        roundTrips += 1;
        netPnl += trip.netPnl;
      },
    },
    counts: () => ({
      orders,
      fills,
      roundTrips,
      netPnl: toSignal(netPnl),
      fees: toSignal(fees),
    }),
  };
}
