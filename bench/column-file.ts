import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { CandleColumns } from '../src/domain/index.ts';

const COLUMNS = ['openTimeMs', 'open', 'high', 'low', 'close', 'volume'] as const;
const BYTES = Float64Array.BYTES_PER_ELEMENT;
/** Text written at a time. */
const CHUNK_CHARACTERS = 1 << 20;

/** Reads six Float64 columns that lie one after the other: time, open, high, low, close, volume. */
export function readColumnFile(path: string): CandleColumns {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    if (size === 0 || size % (COLUMNS.length * BYTES) !== 0) {
      throw new RangeError(`${path} must hold ${COLUMNS.length} Float64 columns of equal length, it has ${size} bytes`);
    }
    const bytes = new Uint8Array(size);
    for (let at = 0; at < size; ) at += readSync(file, bytes, at, size - at, at);
    const length = size / (COLUMNS.length * BYTES);
    return columnsOf((place) => new Float64Array(bytes.buffer, place * length * BYTES, length));
  } finally {
    closeSync(file);
  }
}

export function writeColumnFile(path: string, columns: CandleColumns): void {
  const file = openSync(path, 'w');
  try {
    for (const name of COLUMNS) {
      const { buffer, byteOffset, byteLength } = columns[name];
      const bytes = new Uint8Array(buffer, byteOffset, byteLength);
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    }
  } finally {
    closeSync(file);
  }
}

/** The same candles as text, prices with two decimals and volumes with five. */
export function writeColumnText(path: string, columns: CandleColumns): void {
  const { openTimeMs, open, high, low, close, volume, length } = columns;
  const file = openSync(path, 'w');
  let text = 'timestamp,open,high,low,close,volume\n';
  for (let row = 0; row < length; row += 1) {
    const prices = [open, high, low, close].map((column) => (column[row] ?? 0).toFixed(2)).join(',');
    text += `${openTimeMs[row]},${prices},${(volume[row] ?? 0).toFixed(5)}\n`;
    if (text.length > CHUNK_CHARACTERS || row === length - 1) {
      writeSync(file, text);
      text = '';
    }
  }
  closeSync(file);
}

/** `column(place)` gives the column at each place of the file. */
export function columnsOf(column: (place: number) => Float64Array): CandleColumns {
  const [openTimeMs, open, high, low, close, volume] = COLUMNS.map((_, place) => column(place)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return { length: openTimeMs.length, openTimeMs, open, high, low, close, volume };
}
