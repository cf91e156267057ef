/** How a candle file is read, and what that gives. */
import type { CandleColumns } from '../../../domain/market/candle.ts';
import type { Timeframe } from '../../../domain/market/timeframe.ts';
import type { CandleGap } from '../../../ports/candle-files.ts';

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
