/** What a person should know about candles before trusting a backtest on them. */
import { type CandleColumns, candleProblem } from '../../domain/market/candle.ts';
import { type Timeframe, durationMs, intervalOpenMs } from '../../domain/market/timeframe.ts';
import type { CandleFinding, CandleReport, CandleRun } from '../../ports/candle-files.ts';
import { findGaps } from './spacing.ts';

const WIDE_RANGE_RATIO = 0.15;
const JUMP_RATIO = 0.05;
const MIN_STALE_CANDLES = 10;

/** Pure: reads the columns, changes nothing. Expects ascending times and says where they are not. */
export function checkCandles(columns: CandleColumns, timeframe: Timeframe): CandleReport {
  const { length, openTimeMs, high, low, volume } = columns;
  const intervalMs = durationMs(timeframe);
  const gaps = findGaps(openTimeMs, intervalMs);
  const zeroVolumeRuns = runs(columns, (row) => volume[row] === 0, 1);
  return {
    rows: length,
    ...(length === 0 ? {} : { firstMs: at(openTimeMs, 0), lastMs: at(openTimeMs, length - 1) }),
    timeframe,
    gaps,
    missing: gaps.reduce((sum, gap) => sum + gap.missing, 0),
    duplicates: duplicateTimes(openTimeMs),
    outOfOrder: times(columns, (row) => row > 0 && at(openTimeMs, row) < at(openTimeMs, row - 1)),
    offGrid: times(columns, (row) => intervalOpenMs(at(openTimeMs, row), intervalMs) !== at(openTimeMs, row)),
    zeroVolumeRows: zeroVolumeRuns.reduce((sum, run) => sum + run.length, 0),
    zeroVolumeRuns,
    wideRanges: findings(columns, (row) => rangeRatio(columns, row), WIDE_RANGE_RATIO),
    jumps: findings(columns, (row) => jumpRatio(columns, row, intervalMs), JUMP_RATIO),
    staleRuns: runs(
      columns,
      (row) => high[row] === low[row],
      MIN_STALE_CANDLES,
      (row) => high[row] === high[row - 1],
    ),
    impossible: impossibleCandles(columns),
  };
}

function rangeRatio({ high, low, close }: CandleColumns, row: number): number {
  return (at(high, row) - at(low, row)) / at(close, row);
}

/** Zero behind a gap: there a different price is to be expected. */
function jumpRatio({ openTimeMs, open, close }: CandleColumns, row: number, intervalMs: number): number {
  if (row === 0 || at(openTimeMs, row) - at(openTimeMs, row - 1) !== intervalMs) return 0;
  return Math.abs(at(open, row) / at(close, row - 1) - 1);
}

function duplicateTimes(openTimeMs: Float64Array): number[] {
  const isAscending = openTimeMs.every((time, row) => row === 0 || time > at(openTimeMs, row - 1));
  if (isAscending) return [];
  const sorted = openTimeMs.toSorted();
  const found: number[] = [];
  for (let row = 1; row < sorted.length; row += 1) if (sorted[row] === sorted[row - 1]) found.push(at(sorted, row));
  return found;
}

function times(columns: CandleColumns, isFound: (row: number) => boolean): number[] {
  const found: number[] = [];
  for (let row = 0; row < columns.length; row += 1) if (isFound(row)) found.push(at(columns.openTimeMs, row));
  return found;
}

function findings(columns: CandleColumns, ratioOf: (row: number) => number, above: number): CandleFinding[] {
  const found: CandleFinding[] = [];
  for (let row = 0; row < columns.length; row += 1) {
    const ratio = ratioOf(row);
    if (ratio > above) found.push({ openTimeMs: at(columns.openTimeMs, row), ratio });
  }
  return found;
}

/** Stretches of candles that `isIn` holds for; a candle that does not continue the one before begins a new one. */
function runs(
  columns: CandleColumns,
  isIn: (row: number) => boolean,
  minLength: number,
  continues: (row: number) => boolean = () => true,
): CandleRun[] {
  const found: CandleRun[] = [];
  const { openTimeMs, length } = columns;
  let start = -1;
  for (let row = 0; row <= length; row += 1) {
    const belongs = row < length && isIn(row);
    if (start >= 0 && !(belongs && continues(row))) {
      const run = { fromMs: at(openTimeMs, start), toMs: at(openTimeMs, row - 1), length: row - start };
      if (run.length >= minLength) found.push(run);
      start = -1;
    }
    if (belongs && start < 0) start = row;
  }
  return found;
}

function impossibleCandles(columns: CandleColumns): { openTimeMs: number; problem: string }[] {
  const found: { openTimeMs: number; problem: string }[] = [];
  const { openTimeMs, open, high, low, close, volume } = columns;
  for (let row = 0; row < columns.length; row += 1) {
    if (isOrdinary(columns, row)) continue;
    const problem = candleProblem({
      openTimeMs: at(openTimeMs, row),
      open: at(open, row),
      high: at(high, row),
      low: at(low, row),
      close: at(close, row),
      volume: at(volume, row),
    });
    if (problem !== undefined) found.push({ openTimeMs: at(openTimeMs, row), problem });
  }
  return found;
}

/** Spares building an object for the millions of candles that have nothing wrong with them. */
function isOrdinary({ openTimeMs, open, high, low, close, volume }: CandleColumns, row: number): boolean {
  const top = at(high, row);
  const bottom = at(low, row);
  const isInside = bottom <= at(open, row) && at(open, row) <= top && bottom <= at(close, row) && at(close, row) <= top;
  const amount = at(volume, row);
  const isFinite = top < Number.POSITIVE_INFINITY && amount < Number.POSITIVE_INFINITY;
  return bottom > 0 && isInside && amount >= 0 && isFinite && Number.isSafeInteger(at(openTimeMs, row));
}

function at(column: Float64Array, row: number): number {
  return column[row] as number;
}
