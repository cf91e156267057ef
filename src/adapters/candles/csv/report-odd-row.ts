/** Says what is wrong with a line that did not give a candle. Only lines that fail the scanner's check come here. */
import { candleProblem } from '../../../domain/market/candle.ts';
import type { RowProblem } from '../../../ports/candle-files.ts';
import { FIELDS, type Field } from './column-names.ts';
import { shownCell, splitCells } from './cells/csv-cells.ts';
import type { CsvLayout } from './detect-layout.ts';
import type { ProblemList } from './problem-list.ts';

/** A price beyond this is a broken file: the dearest quote of any venue stays below 10¹². */
export const MAX_PRICE = 1e15;
/** A volume beyond this is a broken file, whatever coin and interval. */
export const MAX_VOLUME = 1e21;

const EXPECTED: Readonly<Record<Field, string>> = {
  time: 'Unix seconds, milliseconds, microseconds or nanoseconds, or 2024-03-01T13:00:00Z',
  open: 'a price like 123.45',
  high: 'a price like 123.45',
  low: 'a price like 123.45',
  close: 'a price like 123.45',
  volume: 'an amount like 123.45',
};

/** A line that is no candle, with what the scanner read from it. */
export interface OddRow {
  readonly layout: CsvLayout;
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** In the order of `FIELDS`, NaN where a cell could not be read. */
  readonly cells: Float64Array;
}

const NOT_FINITE = /^[+-]?(?:nan|inf|infinity|null|none|n\/a|na)$/i;

/** Adds every problem of the line to the list; at least one. */
export function reportOddRow(row: OddRow, problems: ProblemList): void {
  const { layout, line } = row;
  const texts = splitCells(row.text, layout.delimiter);
  const expected = layout.slots.length;
  if (texts.length !== expected) {
    problems.add(line, () => cellCountProblem(layout, texts));
    return;
  }
  const before = problems.count;
  for (const [slot, field] of FIELDS.entries()) {
    const at = layout.slots.indexOf(slot);
    const text = texts[at] ?? '';
    const wrong = cellProblem(field, row.cells[slot] ?? Number.NaN, text);
    if (wrong) problems.add(line, () => ({ ...wrong, column: layout.names[at] ?? '', value: shownCell(text) }));
  }
  if (problems.count === before) problems.add(line, () => impossibleCandle(row, texts));
}

type CellProblem = Pick<RowProblem, 'code' | 'message'>;

function cellProblem(field: Field, value: number, text: string): CellProblem | undefined {
  const shown = `"${shownCell(text)}"`;
  if (text === '') return { code: 'missingCell', message: `is empty; ${EXPECTED[field]} was expected` };
  if (NOT_FINITE.test(text) || Math.abs(value) === Number.POSITIVE_INFINITY) {
    return { code: 'notFinite', message: `${shown} is not a finite number; ${EXPECTED[field]} was expected` };
  }
  if (field === 'time') return timeProblem(value, shown);
  if (Number.isNaN(value)) {
    const hint = /^[+-]?[\d.]*,\d+$/.test(text)
      ? ', with a point before the decimals and no separator of thousands'
      : '';
    return { code: 'notANumber', message: `${shown} is not a number; ${EXPECTED[field]} was expected${hint}` };
  }
  if (value < 0 || (value === 0 && field !== 'volume')) {
    return { code: 'notPositive', message: `${shown} must be ${field === 'volume' ? 'zero or more' : 'above zero'}` };
  }
  const limit = field === 'volume' ? MAX_VOLUME : MAX_PRICE;
  if (value > limit) return { code: 'tooLarge', message: `${shown} is too large; at most ${limit} is believed` };
  return undefined;
}

function timeProblem(value: number, shown: string): CellProblem | undefined {
  if (Number.isNaN(value))
    return { code: 'notATime', message: `${shown} is not a time; ${EXPECTED.time} was expected` };
  if (value < 0) return { code: 'notATime', message: `${shown} lies before 1970` };
  if (Number.isSafeInteger(value)) return undefined;
  return { code: 'notATime', message: `${shown} must be whole milliseconds` };
}

/** What only several cells together show: a high below the low, an open outside of both. */
function impossibleCandle(row: OddRow, texts: readonly string[]): Omit<RowProblem, 'line'> {
  const [openTimeMs = 0, open = 0, high = 0, low = 0, close = 0, volume = 0] = row.cells;
  const message = candleProblem({ openTimeMs, open, high, low, close, volume }) ?? 'is not a candle';
  const at = row.layout.slots.indexOf(message.startsWith('low') ? FIELDS.indexOf('low') : FIELDS.indexOf('high'));
  const column = row.layout.names[at] ?? '';
  return { code: 'impossibleCandle', column, value: shownCell(texts[at] ?? ''), message };
}

function cellCountProblem(layout: CsvLayout, texts: readonly string[]): Omit<RowProblem, 'line'> {
  const expected = layout.slots.length;
  const isShort = texts.length < expected;
  const column = layout.names[Math.min(texts.length, expected - 1)] ?? '';
  const model = layout.hasHeader ? 'the header' : 'the first line';
  return {
    code: isShort ? 'missingCell' : 'tooManyCells',
    column,
    value: shownCell(isShort ? '' : (texts[expected] ?? '')),
    message: `the line has ${texts.length} cells; ${expected} were expected as in ${model}`,
  };
}
