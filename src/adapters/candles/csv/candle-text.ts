/** Candle rows out of chunks of text, as they come: layout from the head, then row after row. */
import type { CandleColumns } from '../../../domain/market/candle.ts';
import { type Result, err, ok } from '../../../domain/result.ts';
import type { CandleFileError, FileProblemCode, RowProblem } from '../../../ports/candle-files.ts';
import type { ReadCandleFileOptions } from '../files/candle-file.ts';
import { FIELDS } from './column-names.ts';
import { type CsvLayout, type LayoutProblem, detectLayout } from './detect-layout.ts';
import { fileKind } from '../files/file-kind.ts';
import { LineFeeder } from './line-feeder.ts';
import { orderRows } from './order-rows.ts';
import { RowScanner } from './row-scanner.ts';

const HEAD_BYTES = 64 * 1024;
const MAX_ROWS = 200_000_000;
/** A file this broken is not counted to its end. */
const MAX_PROBLEMS = 1_000_000;

export interface CandleRows {
  readonly columns: CandleColumns;
  readonly sortedRows: number;
  readonly droppedRows: number;
}

interface Scan {
  readonly layout: CsvLayout;
  readonly scanner: RowScanner;
  readonly feeder: LineFeeder;
}

type TextOptions = Pick<ReadCandleFileOptions, 'repair' | 'shared'>;

export class CandleText {
  readonly #path: string;
  /** Bytes of text to expect, for the size of the columns; a wrong guess costs time, nothing else. */
  readonly #expectedBytes: number;
  readonly #options: TextOptions;
  #head = new Uint8Array(0);
  #scan: Scan | undefined;

  constructor(path: string, expectedBytes: number, options: TextOptions) {
    this.#path = path;
    this.#expectedBytes = expectedBytes;
    this.#options = options;
  }

  /** Takes the next chunk, which may be reused afterwards. An error is final: reading on is of no use. */
  push(chunk: Uint8Array): CandleFileError | undefined {
    if (this.#scan) return this.#feed(this.#scan, chunk);
    if (this.#head.length === 0 && chunk.length >= HEAD_BYTES) return this.#begin(chunk);
    const head = new Uint8Array(this.#head.length + chunk.length);
    head.set(this.#head);
    head.set(chunk, this.#head.length);
    this.#head = head;
    return head.length >= HEAD_BYTES ? this.#begin(head) : undefined;
  }

  end(): Result<CandleRows, CandleFileError> {
    if (!this.#scan) {
      const failed = this.#begin(this.#head);
      if (failed) return err(failed);
    }
    const scan = this.#scan;
    if (!scan) return err(this.#failure('empty', 'the file is empty; a header and candles were expected'));
    scan.feeder.end();
    const { scanner, layout } = scan;
    if (scanner.rowCount === 0 && scanner.problems.count === 0) {
      return err(this.#failure('headerOnly', 'candles were expected after the header, the file ends'));
    }
    const rows = scanner.isAscending ? inOrder(scanner.columns) : this.#ordered(scan);
    if (scanner.binaryLine !== undefined) return err(this.#binary(scanner.binaryLine));
    return scanner.problems.count > 0 ? err(badRows(this.#path, scanner.problems, layout)) : ok(rows);
  }

  #begin(head: Uint8Array): CandleFileError | undefined {
    const kind = fileKind(head);
    if (typeof kind === 'object') return this.#failure(kind.code, kind.refused);
    if (kind === 'gzip') return this.#failure('otherFormat', 'is packed with gzip twice; unpack it once by hand');
    const found = detectLayout(head);
    if (!found.ok) return layoutFailure(this.#path, found.error);
    const layout = found.value;
    const scanner = new RowScanner(layout, expectedRows(head, this.#expectedBytes), this.#options.shared ?? false);
    this.#scan = { layout, scanner, feeder: new LineFeeder(scanner) };
    return this.#feed(this.#scan, head.subarray(layout.firstByte));
  }

  #feed({ feeder, scanner, layout }: Scan, chunk: Uint8Array): CandleFileError | undefined {
    if (!feeder.push(chunk)) {
      const line = scanner.lines.lineOf(scanner.rowCount);
      return this.#failure(
        'lineTooLong',
        `line ${line} or the next is longer than 64 kB; a candle takes one short line`,
      );
    }
    if (scanner.binaryLine !== undefined) return this.#binary(scanner.binaryLine);
    if (scanner.problems.count > MAX_PROBLEMS) return badRows(this.#path, scanner.problems, layout);
    if (scanner.rowCount > MAX_ROWS) return this.#failure('tooManyRows', `has more than ${MAX_ROWS} candles; split it`);
    return undefined;
  }

  #ordered({ scanner, layout }: Scan): CandleRows {
    return orderRows(scanner.columns, {
      repair: this.#options.repair ?? [],
      shared: this.#options.shared ?? false,
      lines: scanner.lines,
      timeName: layout.names[layout.slots.indexOf(FIELDS.indexOf('time'))] ?? 'time',
      problems: scanner.problems,
    });
  }

  #binary(line: number): CandleFileError {
    return this.#failure('binary', `line ${line}: NUL bytes; the file is binary or damaged, a CSV file was expected`);
  }

  #failure(code: FileProblemCode, says: string): CandleFileError {
    return { code, path: this.#path, message: `${this.#path}: ${says}` };
  }
}

function inOrder(columns: CandleColumns): CandleRows {
  return { columns, sortedRows: 0, droppedRows: 0 };
}

function expectedRows(head: Uint8Array, expectedBytes: number): number {
  const sample = head.subarray(0, HEAD_BYTES);
  let lines = 1;
  for (const byte of sample) if (byte === 10) lines += 1;
  return Math.min(MAX_ROWS, Math.ceil((Math.max(expectedBytes, head.length) / sample.length) * lines * 1.02) + 16);
}

function layoutFailure(path: string, problem: LayoutProblem): CandleFileError {
  const message = `${path}: ${problem.message}`;
  if (problem.code !== 'missingColumn') return { code: problem.code, path, message };
  return { code: 'missingColumn', path, line: problem.line, columns: problem.missing, message };
}

function badRows(
  path: string,
  problems: { readonly count: number; readonly shown: readonly RowProblem[] },
  layout: CsvLayout,
): CandleFileError {
  const { count, shown } = problems;
  const total = count > MAX_PROBLEMS ? `more than ${MAX_PROBLEMS}` : `${count}`;
  const lines = shown.map((problem) => `${path}:${problem.line}: ${problem.column}: ${problem.message}`);
  if (count > shown.length) lines.push(`… and ${count - shown.length} more`);
  if (!layout.hasHeader) {
    lines.push('The file has no header: cells are taken as open time, open, high, low, close, volume.');
  }
  const message = `${path}: ${total} ${count === 1 ? 'problem' : 'problems'}\n${lines.join('\n')}`;
  return { code: 'badRows', path, problems: shown, problemCount: count, message };
}
