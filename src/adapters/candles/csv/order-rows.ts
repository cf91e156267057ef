/** What happens to rows that are not in ascending order of time: repaired where that was asked for, refused elsewhere. */
import type { CandleColumns } from '../../../domain/market/candle.ts';
import { COLUMN_NAMES, allocateColumns, firstCandles } from '../allocate-columns.ts';
import type { CandleRepair } from '../files/candle-file.ts';
import type { LineIndex } from './line-index.ts';
import type { ProblemList } from './problem-list.ts';

export interface OrderedRows {
  readonly columns: CandleColumns;
  readonly sortedRows: number;
  readonly droppedRows: number;
}

export interface OrderContext {
  readonly repair: readonly CandleRepair[];
  readonly shared: boolean;
  readonly lines: LineIndex;
  /** Name of the time column in the file. */
  readonly timeName: string;
  readonly problems: ProblemList;
}

/** Ascending columns without duplicates; what the repairs do not cover goes to the list of problems. */
export function orderRows(columns: CandleColumns, context: OrderContext): OrderedRows {
  const order = rowsByTime(columns.openTimeMs);
  const sortedRows = reportUnsorted(columns.openTimeMs, context);
  const kept = keptRows(columns, order, context);
  return {
    columns: gathered(columns, kept, context.shared),
    sortedRows,
    droppedRows: columns.length - kept.length,
  };
}

/** Row numbers by time, and by place in the file where times are equal. */
function rowsByTime(times: Float64Array): Uint32Array {
  const order = Uint32Array.from(times, (_, row) => row);
  return order.sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
}

function reportUnsorted(times: Float64Array, context: OrderContext): number {
  const isAllowed = context.repair.includes('sort');
  let latestRow = 0;
  let count = 0;
  for (let row = 1; row < times.length; row += 1) {
    const time = times[row] as number;
    const latest = times[latestRow] as number;
    if (time >= latest) {
      latestRow = row;
      continue;
    }
    count += 1;
    if (isAllowed) continue;
    const after = latestRow;
    context.problems.add(context.lines.lineOf(row), () => ({
      code: 'unsorted',
      column: context.timeName,
      value: isoTime(time),
      message:
        `${isoTime(time)} comes after ${isoTime(latest)} in line ${context.lines.lineOf(after)}; ` +
        'candles must ascend in time: sort the file, or have it repaired with "sort"',
    }));
  }
  return isAllowed ? count : 0;
}

/** The rows in order of time, equal duplicates left out where that is allowed. */
function keptRows(columns: CandleColumns, order: Uint32Array, context: OrderContext): Uint32Array {
  const isDropAllowed = context.repair.includes('dropDuplicates');
  const kept = new Uint32Array(order.length);
  let count = 0;
  for (const row of order) {
    const first = kept[count - 1];
    if (first === undefined || columns.openTimeMs[first] !== columns.openTimeMs[row]) {
      kept[count] = row;
      count += 1;
      continue;
    }
    const isSame = COLUMN_NAMES.every((name) => columns[name][first] === columns[name][row]);
    if (!isSame || !isDropAllowed) reportDuplicate({ columns, first, row, isSame }, context);
  }
  return kept.subarray(0, count);
}

interface Duplicate {
  readonly columns: CandleColumns;
  readonly first: number;
  readonly row: number;
  readonly isSame: boolean;
}

function reportDuplicate({ columns, first, row, isSame }: Duplicate, context: OrderContext): void {
  const time = isoTime(columns.openTimeMs[row] as number);
  const line = context.lines.lineOf(row);
  context.problems.add(line, () => {
    const place = `lines ${context.lines.lineOf(first)} and ${line}`;
    const message = isSame
      ? `${place} hold the same candle; remove one, or have it repaired with "dropDuplicates"`
      : `${place} hold different candles for one time; only you can tell which is right: remove the other`;
    return { code: isSame ? 'duplicateTime' : 'conflictingTime', column: context.timeName, value: time, message };
  });
}

function gathered(columns: CandleColumns, rows: Uint32Array, shared: boolean): CandleColumns {
  const result = allocateColumns(rows.length, shared);
  for (const name of COLUMN_NAMES) {
    const from = columns[name];
    const to = result[name];
    for (let index = 0; index < rows.length; index += 1) to[index] = from[rows[index] as number] as number;
  }
  return firstCandles(result, rows.length);
}

function isoTime(timeMs: number): string {
  return Math.abs(timeMs) <= 8.64e15 ? new Date(timeMs).toISOString() : `${timeMs}`;
}
