import { changeOf } from '../../domain/change-of.ts';
import { type FlowPoint, flowFreeCurve } from './flow-free.ts';
import { type CurveFacts, readCurve } from './read-curve.ts';
import { type ReturnFacts, readReturns } from './read-returns.ts';
import { type TripFacts, readTrips } from './read-trips.ts';
import { timeInMarketMs } from './time-in-market.ts';
import type { TripResult } from './trip-result.ts';

export interface PerformanceInput {
  /** Unix milliseconds, ascending; the first point is the equity that the run started with. */
  readonly timeMs: Float64Array;
  /** Quote; as long as `timeMs`. */
  readonly equity: Float64Array;
  /** Deposits and withdrawals in quote, in the order of their times: neither returns nor drawdowns. None by default. */
  readonly flows?: readonly FlowPoint[];
  /** Finished round trips in the order of their exits. */
  readonly trips: readonly TripResult[];
  /** Entry times of the positions still open at the end. */
  readonly openSinceMs?: readonly number[];
  /** All fees in quote, those of open positions included; those of the trips by default. */
  readonly feesPaid?: number;
  /** Price × quantity of every fill; that of the trips by default. */
  readonly tradedNotional?: number;
}

/** Everything that metrics are made of, found once. */
export interface PerformanceFacts {
  /** As if nothing had been paid in or taken out. */
  readonly curve: CurveFacts;
  /** Quote: last equity minus first, and minus what was paid in between. */
  readonly profit: number;
  /** Quote, with everything that was paid in or taken out. */
  readonly meanEquity: number;
  readonly elapsedMs: number;
  readonly returns: ReturnFacts;
  readonly trips: TripFacts;
  readonly inMarketMs: number;
  readonly feesPaid: number;
  readonly tradedNotional: number;
}

export function performanceFacts(input: PerformanceInput): PerformanceFacts {
  const { timeMs, equity, flows = [], openSinceMs = [] } = input;
  const curve = readCurve(timeMs, flowFreeCurve(timeMs, equity, flows));
  const trips = readTrips(input.trips);
  const stillOpen = openSinceMs.map((entryTimeMs) => ({ entryTimeMs, exitTimeMs: curve.lastMs }));
  return {
    curve,
    ...(flows.length === 0
      ? { profit: changeOf(curve.first, curve.last), meanEquity: curve.mean }
      : moneyOf(input, flows)),
    elapsedMs: curve.lastMs - curve.firstMs,
    returns: readReturns(curve.daily),
    trips,
    inMarketMs: timeInMarketMs([...input.trips, ...stillOpen], curve.firstMs, curve.lastMs),
    feesPaid: input.feesPaid ?? trips.fees,
    tradedNotional: input.tradedNotional ?? trips.tradedNotional,
  };
}

function moneyOf(
  { timeMs, equity }: PerformanceInput,
  flows: readonly FlowPoint[],
): Pick<PerformanceFacts, 'profit' | 'meanEquity'> {
  const { first, last, lastMs, mean } = readCurve(timeMs, equity);
  let paidIn = 0;
  for (const flow of flows) if (flow.timeMs < lastMs) paidIn += flow.amount;
  return { profit: changeOf(first + paidIn, last), meanEquity: mean };
}
