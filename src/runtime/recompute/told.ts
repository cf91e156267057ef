/** What a recomputation tells: plain data, which threads and processes hand on. */
import type { Action, Decision, Denial } from '../../domain/index.ts';

export interface ProgramVersion {
  /** `null` where an older version recorded it. */
  readonly version: string | null;
  readonly commit: string;
}

/** What an entry did for a lane, words apart: what two versions are compared by. */
export interface LaneStep {
  /** Orders that were made, as `buy 0.5 BTC at market`. */
  readonly orders: readonly string[];
  /** Ids of orders whose cancel was asked for. */
  readonly canceled: readonly string[];
  /** What the position is to become, as `0 BTC left`; `null` while nothing is to be sold. */
  readonly goal: string | null;
  readonly stopPrice: number | null;
  readonly targetPrice: number | null;
  /** What stood in the way of an entry or an exit. */
  readonly denials: readonly Denial[];
  readonly isStopped: boolean;
}

/** One thing that two versions decide otherwise. */
export interface ToldDifference {
  readonly what: 'orders' | 'denials' | 'cancels' | 'goal' | 'stop' | 'target' | 'strategy';
  readonly recorded: string;
  readonly recomputed: string;
}

export interface DecidedCandle {
  readonly by: ProgramVersion;
  readonly action: Action;
  /** `null` where no words were recorded: nothing was ordered, and nothing denied. */
  readonly reason: string | null;
  /** With all that it was based on; `null` where that was not recorded. */
  readonly decision: Decision | null;
  /** `null` where the journal was not read for it. */
  readonly step: LaneStep | null;
}

/** A lane's candle as it was decided then, beside what this version would decide in the state of then. */
export interface ExplainedCandle {
  readonly lane: number;
  readonly symbol: string;
  readonly strategy: string;
  readonly candleOpenTimeMs: number;
  readonly price: number | null;
  /** Of the entry that it was decided on; `null` where that is not known. */
  readonly sequence: number | null;
  readonly recorded: DecidedCandle;
  /** `null` where it cannot be told; `whyNot` says why. */
  readonly recomputed: DecidedCandle | null;
  readonly whyNot: string | null;
  readonly differences: readonly ToldDifference[];
  /** What was recorded after that and before the next candle, oldest first: a price that met a stop, as an example. */
  readonly later: readonly LaterDecision[];
  /** What to bear in mind. */
  readonly notes: readonly string[];
}

export interface LaterDecision {
  readonly timeMs: number;
  readonly action: Action;
  readonly reason: string;
}

export interface FirstDifference {
  readonly candleOpenTimeMs: number;
  readonly sequence: number;
  readonly by: ProgramVersion;
  readonly differences: readonly ToldDifference[];
}

export interface ComparedLane {
  readonly lane: number;
  readonly symbol: string;
  readonly strategy: string;
  /** Candles that were decided again, those after a first difference apart. */
  readonly candles: number;
  readonly first: FirstDifference | null;
  /** What to bear in mind, or why there is nothing to compare. */
  readonly note: string | null;
}

/** What this version would have decided otherwise over the last candles of each lane. */
export interface ComparedCandles {
  readonly by: ProgramVersion;
  readonly lanes: readonly ComparedLane[];
  /** Why nothing could be compared; `null` where it was. */
  readonly whyNot: string | null;
}

/** A recomputation that is not to be had. */
export interface RecomputeRefusal {
  readonly code: 'busy' | 'unknownCandle' | 'undecided' | 'tookTooLong' | 'gone' | 'archive' | 'failed';
  readonly message: string;
  /** Seconds until a further try makes sense. */
  readonly retryAfterSec?: number;
}
