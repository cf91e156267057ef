/** Candle files into columns: our reader, our cache, and a plain read of the same bytes. */
import { openSync, fstatSync, readSync, closeSync } from 'node:fs';
import { type CandleFile, loadCandles, readCandleFile } from '../../src/adapters/candles/index.ts';
import type { CandleColumns, Result } from '../../src/domain/index.ts';
import type { CandleFileError } from '../../src/ports/index.ts';
import type { Outcome } from '../outcome.ts';
import type { Subject, SubjectOptions } from './subject.ts';

export function csvSubject(options: SubjectOptions): Subject {
  const csv = fileOf(options, 'csv');
  return { run: async () => outcomeOf(columnsIn(await readCandleFile(csv))) };
}

export function cacheSubject(options: SubjectOptions): Subject {
  const csv = fileOf(options, 'csv');
  const cacheDir = fileOf(options, 'cacheDir');
  return { run: async () => outcomeOf(columnsIn(await loadCandles(csv, { cacheDir }))) };
}

/** Nothing but the bytes of the columns, into memory of its own. */
export function rawReadSubject(options: SubjectOptions): Subject {
  const path = options.candles;
  return {
    run: () => {
      const file = openSync(path, 'r');
      const { size } = fstatSync(file);
      const bytes = new Uint8Array(size);
      for (let at = 0; at < size; ) at += readSync(file, bytes, at, size - at, at);
      closeSync(file);
      const columns = new Float64Array(bytes.buffer);
      const rows = columns.length / 6;
      return { trips: rows, fills: 0, equity: columns[5 * rows - 1] as number };
    },
  };
}

function fileOf({ files }: SubjectOptions, name: string): string {
  const path = files?.[name];
  if (path === undefined) throw new RangeError(`the task needs the path of its ${name}`);
  return path;
}

function columnsIn(read: Result<CandleFile, CandleFileError>): CandleColumns {
  if (!read.ok) throw new Error(JSON.stringify(read.error).slice(0, 400));
  return read.value.columns;
}

/** Rows and the last close: what the readers must agree on. */
function outcomeOf({ length, close }: CandleColumns): Outcome {
  return { trips: length, fills: 0, equity: close[length - 1] as number };
}
