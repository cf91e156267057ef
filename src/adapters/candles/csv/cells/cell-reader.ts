/** Reads one cell of a row: the plain form at full speed, quotes, spaces and signs on a second way. */
import { IsoTimeReader } from './iso-time-reader.ts';
import { NumberReader, numberFromText } from './number-reader.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const ZERO_DIGIT = 48;

/** Times without a unit in the column's name are told apart by their size, which works between these years. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2100, 0, 1);
const MS_PER_UNIT = [1, 1000, 1e-3, 1e-6] as const;
/** Nanoseconds as float64 are off by up to 128 ns. */
const ROUNDING_MS = 0.001;

export class CellReader {
  /** Where the last cell ended: at a delimiter, a line feed, or a carriage return before a line feed. */
  position = 0;
  /** The bytes of the last cell that needed the second way, without spaces and quotes. */
  textStart = 0;
  textEnd = 0;
  readonly #delimiter: number;
  readonly #fixedUnitMs: number | undefined;
  #unitMs: number;
  readonly #numbers = new NumberReader();
  readonly #times = new IsoTimeReader();

  /** `timeUnitMs`: milliseconds per unit of numeric times; absent: told by their size, row by row. */
  constructor(delimiter: string, timeUnitMs?: number) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#fixedUnitMs = timeUnitMs;
    this.#unitMs = timeUnitMs ?? 1;
  }

  /** NaN when the cell is not a decimal number; its text then lies between `textStart` and `textEnd`. */
  readNumber(bytes: Uint8Array, start: number): number {
    const value = this.#numbers.read(bytes, start);
    const end = this.#numbers.position;
    if (Number.isNaN(value) || !this.#isCellEnd(bytes, end)) return this.#readOdd(bytes, start, false);
    this.position = end;
    return value;
  }

  /** Unix milliseconds, with a fraction where the cell is finer; NaN as for `readNumber`. */
  readTime(bytes: Uint8Array, start: number): number {
    const value = this.#readWholeTime(bytes, start);
    const end = this.#numbers.position;
    if (!Number.isNaN(value) && this.#isCellEnd(bytes, end)) {
      const timeMs = this.#milliseconds(value);
      if (!Number.isNaN(timeMs)) {
        this.position = end;
        return timeMs;
      }
    }
    const timeMs = this.#times.read(bytes, start);
    if (Number.isNaN(timeMs) || !this.#isCellEnd(bytes, this.#times.position)) return this.#readOdd(bytes, start, true);
    this.position = this.#times.position;
    return timeMs;
  }

  /** Moves `position` to the end of a cell without reading it. */
  skip(bytes: Uint8Array, start: number): void {
    let position = bytes[start] === QUOTE ? closingQuote(bytes, start) : start;
    let byte = bytes[position] as number;
    while (byte !== this.#delimiter && byte !== LINE_FEED) {
      position += 1;
      byte = bytes[position] as number;
    }
    this.position = position;
  }

  /** Milliseconds of our age have thirteen digits: worth a way of their own, for each row has one. */
  #readWholeTime(bytes: Uint8Array, start: number): number {
    const last = (bytes[start + 12] as number) - ZERO_DIGIT;
    if (bytes[start + 13] === this.#delimiter && last >= 0 && last <= 9) {
      const first = fourDigits(bytes, start);
      const second = fourDigits(bytes, start + 4);
      const third = fourDigits(bytes, start + 8);
      if ((first | second | third) >= 0) {
        this.#numbers.position = start + 13;
        return first * 1e9 + (second * 100_000 + third * 10 + last);
      }
    }
    return this.#numbers.read(bytes, start);
  }

  #isCellEnd(bytes: Uint8Array, at: number): boolean {
    const byte = bytes[at] as number;
    return (
      byte === this.#delimiter ||
      byte === LINE_FEED ||
      (byte === CARRIAGE_RETURN && (bytes[at + 1] as number) === LINE_FEED)
    );
  }

  #readOdd(bytes: Uint8Array, cellStart: number, isTime: boolean): number {
    let start = cellStart;
    while (bytes[start] === SPACE) start += 1;
    this.skip(bytes, start);
    let end = this.position;
    while (end > start && isBlank(bytes[end - 1] as number)) end -= 1;
    if (end - start >= 2 && bytes[start] === QUOTE && bytes[end - 1] === QUOTE) {
      start += 1;
      end -= 1;
      while (start < end && isBlank(bytes[start] as number)) start += 1;
      while (end > start && isBlank(bytes[end - 1] as number)) end -= 1;
    }
    this.textStart = start;
    this.textEnd = end;
    const number = this.#numbers.read(bytes, start);
    const isWhole = !Number.isNaN(number) && this.#numbers.position === end;
    const value = isWhole ? number : numberFromText(textOf(bytes, start, end));
    if (!isTime) return value;
    if (!Number.isNaN(value)) return this.#milliseconds(value);
    const timeMs = this.#times.read(bytes, start);
    return this.#times.position === end ? timeMs : Number.NaN;
  }

  #milliseconds(value: number): number {
    let timeMs = value * this.#unitMs;
    if (this.#fixedUnitMs === undefined && !(timeMs >= EARLIEST_MS && timeMs < LATEST_MS)) {
      // Files put together from several downloads change their unit on the way, as Binance did in 2025.
      this.#unitMs = MS_PER_UNIT.find((unit) => value * unit >= EARLIEST_MS && value * unit < LATEST_MS) ?? 1;
      timeMs = value * this.#unitMs;
      if (!(timeMs >= EARLIEST_MS && timeMs < LATEST_MS)) return Number.NaN;
    }
    const rounded = Math.round(timeMs);
    return Math.abs(timeMs - rounded) < ROUNDING_MS ? rounded : timeMs;
  }
}

/** The quote that ends a cell, or the line feed when there is none. */
function closingQuote(bytes: Uint8Array, start: number): number {
  let position = start + 1;
  while (bytes[position] !== LINE_FEED) {
    if (bytes[position] === QUOTE) {
      if (bytes[position + 1] !== QUOTE) return position;
      position += 1;
    }
    position += 1;
  }
  return position;
}

/** Negative when one of the bytes is not a digit. */
function fourDigits(bytes: Uint8Array, at: number): number {
  const a = (bytes[at] as number) - ZERO_DIGIT;
  const b = (bytes[at + 1] as number) - ZERO_DIGIT;
  const c = (bytes[at + 2] as number) - ZERO_DIGIT;
  const d = (bytes[at + 3] as number) - ZERO_DIGIT;
  const isNumber = (a | b | c | d | (9 - a) | (9 - b) | (9 - c) | (9 - d)) >= 0;
  return isNumber ? a * 1000 + b * 100 + c * 10 + d : -1;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === CARRIAGE_RETURN || byte === 9;
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('utf8');
}
