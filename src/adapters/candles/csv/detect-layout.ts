/** Finds out how a file is written: its delimiter, its header and which cell of a row is which column. */
import { type Result, err, ok } from '../../../domain/result.ts';
import { type Field, FIELDS, SUGGESTED_NAMES, matchColumns, unitOfName } from './column-names.ts';
import { DELIMITERS, type Delimiter, shownCell, splitCells } from './cells/csv-cells.ts';
import { IsoTimeReader } from './cells/iso-time-reader.ts';
import { numberFromText } from './cells/number-reader.ts';

export interface CsvLayout {
  readonly delimiter: Delimiter;
  /** By position in the row; `column 3` where the file has no names. */
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  /** For each cell of a row the column it belongs to, in the order of `FIELDS`; -1 for cells to ignore. */
  readonly slots: Int8Array;
  /** Milliseconds per unit of a numeric time; absent: told by the size of the number. */
  readonly timeUnitMs?: number;
  /** Number of the first data line, counted from 1. */
  readonly firstLine: number;
  /** Where the first data line begins. */
  readonly firstByte: number;
}

export interface LayoutProblem {
  readonly code: 'empty' | 'headerOnly' | 'missingColumn' | 'noHeader' | 'tooManyColumns';
  readonly line: number;
  /** Fields without a column. */
  readonly missing: readonly Field[];
  readonly message: string;
}

interface Line {
  readonly text: string;
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** Sites put an address or a comment above the header, never more than a few lines. */
const MAX_HEADER_LINES = 10;
const MAX_COLUMNS = 512;

/** Looks at the beginning of a file, whose last line may be cut off. */
export function detectLayout(head: Uint8Array): Result<CsvLayout, LayoutProblem> {
  const lines = firstLines(head);
  let best: { readonly line: Line; readonly fields: ReadonlyMap<Field, number> } | undefined;
  for (const line of lines) {
    for (const delimiter of DELIMITERS) {
      const cells = splitCells(line.text, delimiter);
      if (cells.length > MAX_COLUMNS) return problem('tooManyColumns', line, tooManyColumns(line, cells.length));
      if (isDataRow(cells)) return ok(layoutWithoutHeader(cells, delimiter, line));
      const fields = matchColumns(cells);
      if (fields.size === FIELDS.length) return layoutOfHeader({ cells, fields, delimiter, line, head });
      if (fields.size > (best?.fields.size ?? 0)) best = { line, fields };
    }
  }
  const [first] = lines;
  if (!first) return problem('empty', { number: 1 }, 'line 1: the file is empty; a header and candles were expected');
  if (!best || best.fields.size < 2) return problem('noHeader', first, noHeader(first));
  const missing = FIELDS.filter((field) => !best.fields.has(field));
  const wanted = missing.map((field) => `no column for ${field}: name one ${SUGGESTED_NAMES[field]}`);
  return problem('missingColumn', best.line, `line ${best.line.number}: ${wanted.join('; ')}`, missing);
}

function layoutOfHeader(header: {
  readonly cells: readonly string[];
  readonly fields: ReadonlyMap<Field, number>;
  readonly delimiter: Delimiter;
  readonly line: Line;
  readonly head: Uint8Array;
}): Result<CsvLayout, LayoutProblem> {
  const { cells, fields, delimiter, line, head } = header;
  if (!hasText(head, line.end)) {
    return problem('headerOnly', line, `line ${line.number}: candles were expected after the header, the file ends`);
  }
  const slots = new Int8Array(cells.length).fill(-1);
  for (const [slot, field] of FIELDS.entries()) slots[fields.get(field) ?? 0] = slot;
  const timeUnitMs = unitOfName(cells[fields.get('time') ?? 0] ?? '');
  return ok({
    delimiter,
    names: cells,
    hasHeader: true,
    slots,
    ...(timeUnitMs === undefined ? {} : { timeUnitMs }),
    firstLine: line.number + 1,
    firstByte: line.end,
  });
}

/** Binance's kline files: open time, open, high, low, close, volume, and more that is not needed. */
function layoutWithoutHeader(cells: readonly string[], delimiter: Delimiter, line: Line): CsvLayout {
  const slots = new Int8Array(cells.length).fill(-1);
  for (const slot of FIELDS.keys()) slots[slot] = slot;
  return {
    delimiter,
    names: cells.map((_, index) => `column ${index + 1}`),
    hasHeader: false,
    slots,
    firstLine: line.number,
    firstByte: line.start,
  };
}

/** Six or more cells that begin with a time and go on with numbers cannot be a header. */
function isDataRow(cells: readonly string[]): boolean {
  if (cells.length < FIELDS.length) return false;
  const [time = '', ...rest] = cells;
  const isTime = !Number.isNaN(numberFromText(time)) || !Number.isNaN(isoTime(time));
  return isTime && rest.slice(0, 4).filter((cell) => !Number.isNaN(numberFromText(cell))).length >= 3;
}

function isoTime(text: string): number {
  return new IsoTimeReader().read(Buffer.from(`${text}\n`), 0);
}

function firstLines(head: Uint8Array): Line[] {
  const lines: Line[] = [];
  let start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  for (let number = 1; start < head.length && lines.length < MAX_HEADER_LINES; number += 1) {
    const feed = head.indexOf(10, start);
    const end = feed < 0 ? head.length : feed + 1;
    const text = Buffer.from(head.buffer, head.byteOffset + start, end - start).toString('utf8');
    if (text.trim() !== '') lines.push({ text: text.replace(/\r?\n$/, ''), number, start, end });
    start = end;
  }
  return lines;
}

function hasText(head: Uint8Array, from: number): boolean {
  for (let index = from; index < head.length; index += 1) if ((head[index] as number) > 32) return true;
  return false;
}

function tooManyColumns(line: Line, count: number): string {
  return `line ${line.number}: ${count} columns; a candle file has at most ${MAX_COLUMNS}`;
}

function noHeader(line: Line): string {
  return (
    `line ${line.number}: "${shownCell(line.text)}" is neither a header nor a candle; ` +
    'write a first line like timestamp,open,high,low,close,volume'
  );
}

function problem(
  code: LayoutProblem['code'],
  line: Pick<Line, 'number'>,
  message: string,
  missing: readonly Field[] = [],
): { readonly ok: false; readonly error: LayoutProblem } {
  return err({ code, line: line.number, missing, message });
}
