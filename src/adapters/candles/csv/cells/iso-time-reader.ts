/** Reads ISO 8601 times straight from bytes: `2024-03-01`, `2024-03-01 13:00`, `2024-03-01T13:00:00.000+01:00`. */
import { DAY_MS, MINUTE_MS } from '../../../../domain/durations.ts';

const ZERO_DIGIT = 48;
const SPACE = 32;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;
const COLON = 58;
const UPPER_T = 84;
const UPPER_Z = 90;

const DAYS_PER_MONTH = Uint8Array.of(31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

/** Reader of times without zone (read as UTC), with `Z`, ` UTC` or an offset. Years 1970 to 9999. */
export class IsoTimeReader {
  /** Where the last read stopped: the first byte that does not belong to the time. */
  position = 0;

  /** @returns Unix milliseconds; NaN when there is no such time at `start`. Fractions finer than 1 ms stay fractions. */
  read(bytes: Uint8Array, start: number): number {
    this.position = start;
    const year = fourDigits(bytes, start);
    const month = twoDigits(bytes, start + 5);
    const day = twoDigits(bytes, start + 8);
    if (bytes[start + 4] !== MINUS || bytes[start + 7] !== MINUS) return Number.NaN;
    if (!(year >= 1970 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
    if (day > (DAYS_PER_MONTH[month - 1] as number) || (month === 2 && day === 29 && !isLeapYear(year))) {
      return Number.NaN;
    }
    this.position = start + 10;
    const dateMs = daysSinceEpoch(year, month, day) * DAY_MS;
    const separator = bytes[start + 10];
    // A space may also end the cell, so that only a digit after it makes it a separator.
    const hasTime = (separator === UPPER_T || separator === SPACE) && isDigit(bytes[start + 11] as number);
    return hasTime ? dateMs + this.#readTimeOfDay(bytes, start + 11) : dateMs;
  }

  #readTimeOfDay(bytes: Uint8Array, start: number): number {
    const hours = twoDigits(bytes, start);
    const minutes = twoDigits(bytes, start + 3);
    if (bytes[start + 2] !== COLON || !(hours <= 23 && minutes <= 59)) return Number.NaN;
    let milliseconds = (hours * 60 + minutes) * MINUTE_MS;
    let position = start + 5;
    if (bytes[position] === COLON) {
      const seconds = twoDigits(bytes, position + 1);
      if (!(seconds <= 59)) return Number.NaN;
      milliseconds += seconds * 1000;
      position += 3;
      if (bytes[position] === POINT) {
        let unitMs = 100;
        for (position += 1; isDigit(bytes[position] as number); position += 1) {
          milliseconds += ((bytes[position] as number) - ZERO_DIGIT) * unitMs;
          unitMs /= 10;
        }
      }
    }
    this.position = position;
    return milliseconds - this.#readOffset(bytes, position);
  }

  /** Milliseconds east of UTC. */
  #readOffset(bytes: Uint8Array, start: number): number {
    const sign = bytes[start];
    if (sign === UPPER_Z) this.position = start + 1;
    // " UTC" as pandas and CryptoDataDownload print it.
    if (sign === SPACE && bytes[start + 1] === 85 && bytes[start + 2] === 84 && bytes[start + 3] === 67) {
      this.position = start + 4;
    }
    if (sign !== PLUS && sign !== MINUS) return 0;
    const hours = twoDigits(bytes, start + 1);
    const minutesAt = bytes[start + 3] === COLON ? start + 4 : start + 3;
    const hasMinutes = isDigit(bytes[minutesAt] as number);
    const minutes = hasMinutes ? twoDigits(bytes, minutesAt) : 0;
    if (!(hours <= 14 && minutes <= 59)) return Number.NaN;
    this.position = hasMinutes ? minutesAt + 2 : start + 3;
    const offsetMs = (hours * 60 + minutes) * MINUTE_MS;
    return sign === PLUS ? offsetMs : -offsetMs;
  }
}

function isDigit(byte: number): boolean {
  return byte >= ZERO_DIGIT && byte <= ZERO_DIGIT + 9;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at] as number;
  const ones = bytes[at + 1] as number;
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO_DIGIT) * 10 + ones - ZERO_DIGIT : Number.NaN;
}

function fourDigits(bytes: Uint8Array, at: number): number {
  return twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms"). */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
