/** Candle files as people keep them: what reading one finds wrong, and what one that can be read should make people wary of. */
import type { Result } from '../domain/result.ts';
import type { Timeframe } from '../domain/market/timeframe.ts';

export interface CandleFiles {
  /** Reads the file and looks at every candle. Without `timeframe` the most common spacing is taken for it. */
  check(path: string, options?: CandleCheckOptions): Promise<Result<CheckedCandles, CandleFileError>>;
}

export interface CandleCheckOptions {
  readonly timeframe?: Timeframe;
  /** Share of the file that has been read, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

export interface CheckedCandles {
  readonly rows: number;
  /** The most common spacing; `undefined` for a single candle. */
  readonly intervalMs: number | undefined;
  /** `undefined` when the spacing is that of no timeframe and none was given. */
  readonly report: CandleReport | undefined;
}

export interface CandleGap {
  /** Open time of the last candle before the gap. */
  readonly afterMs: number;
  readonly missing: number;
}

/** Consecutive candles of one kind. */
export interface CandleRun {
  readonly fromMs: number;
  readonly toMs: number;
  readonly length: number;
}

/** A finding at one candle; `ratio` says how strong it is. */
export interface CandleFinding {
  readonly openTimeMs: number;
  readonly ratio: number;
}

export interface CandleReport {
  readonly rows: number;
  readonly firstMs?: number;
  readonly lastMs?: number;
  readonly timeframe: Timeframe;
  readonly gaps: readonly CandleGap[];
  /** Candles that all gaps together lack. */
  readonly missing: number;
  /** Open times that an earlier candle has as well, once per repetition. */
  readonly duplicates: readonly number[];
  /** Open times earlier than the candle before. */
  readonly outOfOrder: readonly number[];
  /** Open times that are not on the timeframe's grid. */
  readonly offGrid: readonly number[];
  readonly zeroVolumeRows: number;
  readonly zeroVolumeRuns: readonly CandleRun[];
  /** Candles whose range, (high − low) / close, is above 15 %. */
  readonly wideRanges: readonly CandleFinding[];
  /** Opens more than 5 % away from the close before, without a gap between: |open / close − 1|. */
  readonly jumps: readonly CandleFinding[];
  /** At least ten candles in a row with one and the same price: a market that stood still, or a feed that did. */
  readonly staleRuns: readonly CandleRun[];
  /** Candles that cannot be, with what is wrong. */
  readonly impossible: readonly { readonly openTimeMs: number; readonly problem: string }[];
}

export type RowProblemCode =
  | 'notANumber'
  | 'notATime'
  | 'notFinite'
  | 'notPositive'
  | 'tooLarge'
  | 'impossibleCandle'
  | 'missingCell'
  | 'tooManyCells'
  | 'unsorted'
  | 'duplicateTime'
  | 'conflictingTime';

export interface RowProblem {
  readonly code: RowProblemCode;
  /** Counted from 1 as editors do. */
  readonly line: number;
  /** The column's name in the file, or `column 3` where the file has no names. */
  readonly column: string;
  /** The cell as it stands in the file, cut after 40 characters. */
  readonly value: string;
  /** What is wrong and what would be right. */
  readonly message: string;
}

/** Where a file stopped being readable as candles at all. */
export type FileProblemCode =
  | 'isDirectory'
  | 'notAFile'
  | 'noPermission'
  | 'unreadable'
  | 'empty'
  | 'headerOnly'
  | 'binary'
  | 'otherFormat'
  | 'lineTooLong'
  | 'tooManyColumns'
  | 'noHeader'
  | 'gzipBomb'
  | 'gzipTruncated'
  | 'gzipDamaged'
  | 'tooManyRows';

/** `message` names the file, the place and what would be right; it may have several lines. */
export type CandleFileError =
  | { readonly code: 'notFound'; readonly path: string; readonly nearby: readonly string[]; readonly message: string }
  | {
      readonly code: 'missingColumn';
      readonly path: string;
      readonly line: number;
      readonly columns: readonly string[];
      readonly message: string;
    }
  | {
      readonly code: 'badRows';
      readonly path: string;
      /** The first twenty by line. */
      readonly problems: readonly RowProblem[];
      readonly problemCount: number;
      readonly message: string;
    }
  | { readonly code: FileProblemCode; readonly path: string; readonly message: string };
