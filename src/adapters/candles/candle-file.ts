/** What reading a candle file gives: its columns, or everything that is wrong with it. */
import type { CandleColumns } from '../../domain/candle.ts';
import type { Timeframe } from '../../domain/timeframe.ts';

/** `sort` puts rows in time order; `dropDuplicates` keeps one of several equal rows, never one of differing rows. */
export type CandleRepair = 'sort' | 'dropDuplicates';

export interface ReadProgress {
  /** Bytes of the file as it lies on disk, compressed or not. */
  readonly bytesRead: number;
  readonly bytesTotal: number;
}

export interface ReadCandleFileOptions {
  readonly repair?: readonly CandleRepair[];
  /** Columns over a SharedArrayBuffer, for worker threads. */
  readonly shared?: boolean;
  /** Also computes the SHA-256 of the file's bytes. */
  readonly sha256?: boolean;
  readonly onProgress?: (progress: ReadProgress) => void;
  /** The most bytes a gzip file may unpack to; 2 GiB when absent. */
  readonly maxUnpackedBytes?: number;
  /** The most a gzip file may unpack to, as a multiple of its size; 200 when absent. */
  readonly maxUnpackRatio?: number;
  /** The ratio is not looked at before so much was unpacked; 64 MB when absent. */
  readonly ratioGraceBytes?: number;
}

export interface CandleGap {
  /** Open time of the last candle before the gap. */
  readonly afterMs: number;
  readonly missing: number;
}

export interface CandleFile {
  readonly path: string;
  readonly columns: CandleColumns;
  /** The most common spacing; absent for a single candle. */
  readonly intervalMs?: number;
  /** The timeframe of that spacing, when it is a known one. */
  readonly timeframe?: Timeframe;
  readonly gaps: readonly CandleGap[];
  /** What `repair` did; both zero when the file was in order. */
  readonly repaired: { readonly sortedRows: number; readonly droppedRows: number };
  /** Hexadecimal, of the file's bytes as they lie on disk. */
  readonly sha256?: string;
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
