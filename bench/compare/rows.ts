import type { Build } from '../build.ts';
import { type Series, withText } from '../inputs.ts';
import type { SubjectName, SubjectOptions } from '../subjects/index.ts';
import { taskOptions } from '../workbench.ts';

/** One of our programs, measured in two builds; named as the row of the peers' table that it stands for. */
export interface CompareRow {
  readonly id: string;
  readonly task: string;
  readonly subject: SubjectName;
  readonly instruments?: number;
  /** Runs on the real candles that were given. */
  readonly isReal?: true;
  /** Reads candle files itself. */
  readonly readsFiles?: true;
}

const SYMBOLS = 5;

/** In the order of the table; several may have one id. */
export const COMPARE_ROWS: readonly CompareRow[] = [
  { id: 'B1', task: 'complete engine', subject: 'complete' },
  { id: 'B1-5', task: `the same, ${SYMBOLS} interleaved symbols`, subject: 'complete', instruments: SYMBOLS },
  { id: 'B1-real', task: 'the same, real closes', subject: 'complete', isReal: true },
  { id: 'B5', task: 'two EMAs only', subject: 'averages' },
  { id: 'B6', task: 'paper runner, journal in memory', subject: 'paper' },
  { id: 'B7', task: 'CSV to columns', subject: 'csv', readsFiles: true },
  { id: 'B7', task: 'cached reload to columns', subject: 'cache', readsFiles: true },
];

export const COMPARE_IDS: readonly string[] = [...new Set(COMPARE_ROWS.map(({ id }) => id))];

/** Rows that need `--candles`. */
export const REAL_IDS: readonly string[] = COMPARE_ROWS.filter(({ isReal }) => isReal).map(({ id }) => id);

/** What is measured unless `--only` says otherwise. */
export const USUAL_IDS: readonly string[] = ['B1', 'B1-5', 'B5', 'B6'];

/** What the row's program is told in this build. */
export function optionsFor({ instruments = 1, readsFiles }: CompareRow, series: Series, build: Build): SubjectOptions {
  if (!readsFiles) return taskOptions(series, { instruments });
  // Each build fills a column cache of its own, as its form may differ.
  const files = { csv: withText(series).csv, cacheDir: `${build.cacheDir}/columns` };
  return taskOptions(series, { instruments, files });
}
