import type { CandleColumns } from '../../domain/market/candle.ts';

/** The order in which columns lie in memory, in cache files and in the cells of a scanned row. */
export const COLUMN_NAMES = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Columns with the one buffer that they are views over, column after column. */
export interface AllocatedColumns extends CandleColumns {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
}

/**
 * Zeroed columns over one buffer.
 * @throws RangeError when there is not enough memory.
 */
export function allocateColumns(length: number, shared: boolean): AllocatedColumns {
  const bytes = length * COLUMN_NAMES.length * Float64Array.BYTES_PER_ELEMENT;
  const buffer = shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  const column = (index: number): Float64Array =>
    new Float64Array(buffer, index * length * Float64Array.BYTES_PER_ELEMENT, length);
  return {
    length,
    buffer,
    openTimeMs: column(0),
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  };
}

/** Views of the first `length` candles; nothing is copied. */
export function firstCandles(columns: CandleColumns, length: number): CandleColumns {
  return {
    length,
    openTimeMs: columns.openTimeMs.subarray(0, length),
    open: columns.open.subarray(0, length),
    high: columns.high.subarray(0, length),
    low: columns.low.subarray(0, length),
    close: columns.close.subarray(0, length),
    volume: columns.volume.subarray(0, length),
  };
}

/** The same candles in a buffer of `length` places, of which `count` are filled. */
export function copyColumns(from: CandleColumns, length: number, shared: boolean): AllocatedColumns {
  const columns = allocateColumns(length, shared);
  for (const name of COLUMN_NAMES) columns[name].set(from[name].subarray(0, length));
  return columns;
}
