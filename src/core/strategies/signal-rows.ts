/** Reads `timestamp_ms,enter,exit[,tag]`, with or without that line on top. */
import { type Result, err, ok } from '../../domain/result.ts';

/** Rows as columns, ascending in time; rows that want nothing are left out. */
export interface SignalRows {
  readonly length: number;
  readonly openTimeMs: Float64Array;
  readonly enters: Uint8Array;
  readonly exits: Uint8Array;
  /** Empty where the row has none. */
  readonly tags: readonly string[];
}

interface Row {
  readonly openTimeMs: number;
  readonly enter: boolean;
  readonly exit: boolean;
  readonly tag: string;
}

type Flag = 'enter' | 'exit';

const HEADER = /^timestamp_ms,enter,exit(,tag)?$/;
const FLAGS: Readonly<Record<string, boolean>> = { '': false, '0': false, '1': true, false: false, true: true };
/** March 1973 in milliseconds; an earlier time is one in seconds. */
const EARLIEST_MS = 1e11;
/** The year 5138; a later time is one in micro- or nanoseconds. */
const LATEST_MS = 1e14;

/** The rows, or every problem with its line and column, both counted from 1. */
export function parseSignalRows(contents: string): Result<SignalRows, readonly string[]> {
  const problems: string[] = [];
  const rows: Row[] = [];
  const lineOf = new Map<number, number>();
  let latestMs = 0;
  let seen = 0;
  const lines = contents.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (const [index, line] of lines.entries()) {
    const cells = line.split(',').map((cell) => cell.trim());
    if (line.trim() === '' || (seen === 0 && HEADER.test(cells.join(',')))) continue;
    seen += 1;
    const found: string[] = [];
    const row = parseRow(cells, found);
    const twin = row && lineOf.get(row.openTimeMs);
    if (row && twin !== undefined) {
      found.push(`column 1 (timestamp_ms): must occur once, ${row.openTimeMs} is on line ${twin} too`);
    } else if (row && row.openTimeMs < latestMs) {
      found.push(`column 1 (timestamp_ms): must ascend, ${row.openTimeMs} follows ${latestMs}`);
    }
    if (row) lineOf.set(row.openTimeMs, index + 1);
    latestMs = Math.max(latestMs, row?.openTimeMs ?? 0);
    for (const problem of found) problems.push(`line ${index + 1}, ${problem}`);
    if (row && (row.enter || row.exit)) rows.push(row);
  }
  if (seen === 0) problems.push('line 1, column 1: must hold rows of timestamp_ms,enter,exit[,tag], file was empty');
  return problems.length > 0 ? err(problems) : ok(toColumns(rows));
}

function parseRow(cells: readonly string[], problems: string[]): Row | undefined {
  const [time = '', enter = '', exit, tag = ''] = cells;
  if (exit === undefined || cells.length > 4) {
    const place = exit === undefined ? cells.length + 1 : 5;
    problems.push(`column ${place}: a row has 3 or 4 columns (timestamp_ms,enter,exit[,tag]), it had ${cells.length}`);
    return undefined;
  }
  const openTimeMs = parseTime(time, problems);
  const flags = { enter: parseFlag('enter', enter, problems), exit: parseFlag('exit', exit, problems) };
  return openTimeMs === undefined ? undefined : { openTimeMs, ...flags, tag };
}

function parseTime(text: string, problems: string[]): number | undefined {
  const value = /^\d{1,19}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= EARLIEST_MS && value < LATEST_MS) return value;
  const hint = value < EARLIEST_MS ? ' (these look like seconds)' : value >= LATEST_MS ? ' (too fine a unit)' : '';
  problems.push(
    `column 1 (timestamp_ms): must be whole milliseconds since 1970 like 1735689600000, value was "${text}"${hint}`,
  );
  return undefined;
}

function parseFlag(name: Flag, text: string, problems: string[]): boolean {
  const value = Object.hasOwn(FLAGS, text.toLowerCase()) ? FLAGS[text.toLowerCase()] : undefined;
  if (value === undefined) {
    const place = name === 'enter' ? 2 : 3;
    problems.push(`column ${place} (${name}): must be 0, 1, true, false or empty, value was "${text}"`);
  }
  return value ?? false;
}

function toColumns(rows: readonly Row[]): SignalRows {
  return {
    length: rows.length,
    openTimeMs: Float64Array.from(rows, (row) => row.openTimeMs),
    enters: Uint8Array.from(rows, (row) => Number(row.enter)),
    exits: Uint8Array.from(rows, (row) => Number(row.exit)),
    tags: rows.map((row) => row.tag),
  };
}
