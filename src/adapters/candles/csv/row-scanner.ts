import { assert } from '../../../domain/assert.ts';
import type { CandleColumns } from '../../../domain/market/candle.ts';
import { type AllocatedColumns, allocateColumns, copyColumns, firstCandles } from '../allocate-columns.ts';
import { CellReader } from './cells/cell-reader.ts';
import type { CsvLayout } from './detect-layout.ts';
import { LineIndex } from './line-index.ts';
import { ProblemList } from './problem-list.ts';
import { MAX_PRICE, MAX_VOLUME, reportOddRow } from './report-odd-row.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const GROWTH = 1.5;

/** Turns complete lines of CSV bytes into candle columns. One pass, no object and no string per cell or row. */
export class RowScanner {
  readonly problems = new ProblemList();
  readonly lines: LineIndex;
  readonly #layout: CsvLayout;
  readonly #shared: boolean;
  readonly #delimiter: number;
  readonly #reader: CellReader;
  /** The row under the eye, in the order of the columns; NaN where a cell could not be read. */
  readonly #cells = new Float64Array(6);
  #columns: AllocatedColumns;
  #rowCount = 0;
  #isAscending = true;
  #binaryLine: number | undefined;

  constructor(layout: CsvLayout, expectedRows: number, shared: boolean) {
    this.#layout = layout;
    this.#shared = shared;
    this.#delimiter = layout.delimiter.charCodeAt(0);
    this.#reader = new CellReader(layout.delimiter, layout.timeUnitMs);
    this.#columns = allocateColumns(expectedRows, shared);
    this.lines = new LineIndex(layout.firstLine);
  }

  get rowCount(): number {
    return this.#rowCount;
  }

  /** Whether each row's time lies after the one before. */
  get isAscending(): boolean {
    return this.#isAscending;
  }

  /** The first broken line with a NUL byte in it: such a file is no text. */
  get binaryLine(): number | undefined {
    return this.#binaryLine;
  }

  /** Views of the rows read so far. */
  get columns(): CandleColumns {
    return firstCandles(this.#columns, this.#rowCount);
  }

  /**
   * Reads the lines in `bytes` from `from` up to `to`, where `bytes[to - 1]` is a line feed.
   * @throws RangeError when the columns no longer fit into memory.
   */
  scan(bytes: Uint8Array, from: number, to: number): void {
    // Without it a search for the line's end would never end.
    assert(bytes[to - 1] === LINE_FEED, 'rows are scanned in complete lines');
    let position = from;
    while (position < to) {
      if (this.#rowCount === this.#columns.length) {
        const length = Math.ceil(this.#columns.length * GROWTH) + 64;
        this.#columns = copyColumns(this.#columns, length, this.#shared);
      }
      position = this.#scanUntilFull(bytes, position, to);
    }
  }

  /** Hot: a million rows in about a tenth of a second. */
  #scanUntilFull(bytes: Uint8Array, from: number, to: number): number {
    const { openTimeMs, open, high, low, close, volume, length } = this.#columns;
    const cells = this.#cells;
    let row = this.#rowCount;
    let lastTime = row === 0 ? Number.NEGATIVE_INFINITY : (openTimeMs[row - 1] as number);
    let position = from;
    while (position < to && row < length) {
      if ((bytes[position] as number) <= CARRIAGE_RETURN && isBlankLine(bytes, position)) {
        position = bytes.indexOf(LINE_FEED, position) + 1;
        this.lines.skipLine(row);
        continue;
      }
      const next = this.#readRow(bytes, position);
      const time = cells[0] as number;
      const o = cells[1] as number;
      const h = cells[2] as number;
      const l = cells[3] as number;
      const c = cells[4] as number;
      const v = cells[5] as number;
      // The same conditions as `candleProblem`, in an order that lets NaN fail and needs no call.
      const isCandle =
        l > 0 && l <= o && l <= c && o <= h && c <= h && h <= MAX_PRICE && v >= 0 && v <= MAX_VOLUME && time >= 0;
      if (isCandle && Number.isSafeInteger(time)) {
        openTimeMs[row] = time;
        open[row] = o;
        high[row] = h;
        low[row] = l;
        close[row] = c;
        volume[row] = v;
        row += 1;
        if (time <= lastTime) this.#isAscending = false;
        lastTime = time;
      } else {
        this.#reportLine(bytes, position, next, row);
      }
      position = next;
    }
    this.#rowCount = row;
    return position;
  }

  #reportLine(bytes: Uint8Array, start: number, end: number, row: number): void {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
      .toString('utf8')
      .replace(/\r?\n$/, '');
    const line = this.lines.lineOf(row);
    this.lines.skipLine(row);
    if (text.includes('\0')) this.#binaryLine ??= line;
    if (text.trim() !== '') reportOddRow({ layout: this.#layout, text, line, cells: this.#cells }, this.problems);
  }

  /** Fills the cells and returns where the next line begins. A row with too few or too many cells gets a NaN. */
  #readRow(bytes: Uint8Array, start: number): number {
    const cells = this.#cells;
    const reader = this.#reader;
    const { slots } = this.#layout;
    const cellCount = slots.length;
    let position = start;
    let cell = 0;
    for (;;) {
      const slot = slots[cell] as number;
      if (slot > 0) cells[slot] = reader.readNumber(bytes, position);
      else if (slot === 0) cells[0] = reader.readTime(bytes, position);
      else reader.skip(bytes, position);
      position = reader.position;
      cell += 1;
      if (cell === cellCount || bytes[position] !== this.#delimiter) break;
      position += 1;
    }
    if (cell === cellCount) {
      if (bytes[position] === LINE_FEED) return position + 1;
      if (bytes[position] === CARRIAGE_RETURN) return position + 2;
    }
    cells[0] = Number.NaN;
    return bytes.indexOf(LINE_FEED, position) + 1;
  }
}

function isBlankLine(bytes: Uint8Array, start: number): boolean {
  const byte = bytes[start] as number;
  return byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[start + 1] === LINE_FEED);
}
