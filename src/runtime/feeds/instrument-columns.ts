import { type CandleColumns, type InstrumentId, assert } from '../../domain/index.ts';

export interface InstrumentColumns {
  readonly instrument: InstrumentId;
  readonly columns: CandleColumns;
}

export function byInstrument(files: readonly InstrumentColumns[]): InstrumentColumns[] {
  const ids = new Set(files.map((file) => file.instrument));
  assert(ids.size === files.length, 'an instrument must have one file of candles, not several');
  return files.toSorted((a, b) => a.instrument - b.instrument);
}

/** The first row that opens at or after a time, by bisection. */
export function firstRowAt(columns: CandleColumns, openTimeMs: number): number {
  let from = 0;
  let to = columns.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if ((columns.openTimeMs[middle] ?? Number.POSITIVE_INFINITY) < openTimeMs) from = middle + 1;
    else to = middle;
  }
  return from;
}
