/** Reads decimal numbers straight from bytes, bit for bit what `Number(text)` gives, without a string per cell. */

const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const MAX_EXACT_POWER = 22;
const TWO_TO_53 = 2 ** 53;
/** Nine digits always fit an int32, which is several times faster to build than a float64. */
const DIGITS_PER_BLOCK = 9;
const MAX_EXPONENT = 10_000;

const ZERO_DIGIT = 48;
// Bytes as distances from the digit zero, the form in which the loops see them.
const POINT = 46 - ZERO_DIGIT;
const PLUS = 43 - ZERO_DIGIT;
const MINUS = 45 - ZERO_DIGIT;
const UPPER_E = 69 - ZERO_DIGIT;
const LOWER_E = 101 - ZERO_DIGIT;

/**
 * A mantissa below 2⁵³ and a power of ten up to 10²² are both exact float64, so that one multiplication or division
 * rounds correctly (W. D. Clinger, "How to read floating point numbers accurately", PLDI 1990).
 */
export class NumberReader {
  /** Where the last read stopped: the first byte that does not belong to the number. */
  position = 0;

  /**
   * Reads digits, an optional fraction and an optional exponent from `start`; no sign, no spaces.
   * The bytes must hold something that is not a digit (a delimiter, a line feed) after the number.
   * @returns NaN when there is no number or when only `Number(text)` reads it exactly.
   */
  read(bytes: Uint8Array, start: number): number {
    let position = start;
    let mantissa = 0;
    let decimals = 0;
    let digit = (bytes[position] as number) - ZERO_DIGIT;
    while (digit >= 0 && digit <= 9) {
      mantissa = (Math.imul(mantissa, 10) + digit) | 0;
      position += 1;
      digit = (bytes[position] as number) - ZERO_DIGIT;
    }
    let digits = position - start;
    if (digit === POINT) {
      position += 1;
      const fractionStart = position;
      digit = (bytes[position] as number) - ZERO_DIGIT;
      while (digit >= 0 && digit <= 9) {
        mantissa = (Math.imul(mantissa, 10) + digit) | 0;
        position += 1;
        digit = (bytes[position] as number) - ZERO_DIGIT;
      }
      decimals = position - fractionStart;
      digits += decimals;
    }
    // More digits than an int32 holds overflowed above: the long way starts again.
    if (digits > DIGITS_PER_BLOCK || digits === 0 || digit === LOWER_E || digit === UPPER_E) {
      return this.#readLong(bytes, start);
    }
    this.position = position;
    return decimals === 0 ? mantissa : mantissa / (POWERS_OF_TEN[decimals] as number);
  }

  /** Any number of digits, in blocks of nine, and the exponent. */
  #readLong(bytes: Uint8Array, start: number): number {
    let position = start;
    let pointAt = -1;
    let high = 0;
    let block = 0;
    let blockDigits = 0;
    for (;;) {
      const digit = (bytes[position] as number) - ZERO_DIGIT;
      if (digit >= 0 && digit <= 9) {
        if (blockDigits === DIGITS_PER_BLOCK) {
          high = high * 1e9 + block;
          block = 0;
          blockDigits = 0;
        }
        block = (Math.imul(block, 10) + digit) | 0;
        blockDigits += 1;
      } else if (digit === POINT && pointAt < 0) {
        pointAt = position;
      } else {
        break;
      }
      position += 1;
    }
    this.position = position;
    if (blockDigits === 0) return Number.NaN;
    const mantissa = high * (POWERS_OF_TEN[blockDigits] as number) + block;
    const decimals = pointAt < 0 ? 0 : position - pointAt - 1;
    return scaled(mantissa, this.#readExponent(bytes, position) - decimals);
  }

  /** The value after `e`, 0 without one; leaves the position on an `e` that no digit follows: a broken cell. */
  #readExponent(bytes: Uint8Array, start: number): number {
    const letter = (bytes[start] as number) - ZERO_DIGIT;
    if (letter !== LOWER_E && letter !== UPPER_E) return 0;
    const sign = (bytes[start + 1] as number) - ZERO_DIGIT;
    const firstDigit = sign === PLUS || sign === MINUS ? start + 2 : start + 1;
    let position = firstDigit;
    let value = 0;
    let digit = (bytes[position] as number) - ZERO_DIGIT;
    while (digit >= 0 && digit <= 9) {
      value = Math.min(value * 10 + digit, MAX_EXPONENT);
      position += 1;
      digit = (bytes[position] as number) - ZERO_DIGIT;
    }
    if (position > firstDigit) this.position = position;
    return sign === MINUS ? -value : value;
  }
}

/** NaN beyond the exact range. Mantissas from 2⁵³ up may have been rounded while they were built. */
function scaled(mantissa: number, exponent: number): number {
  if (mantissa >= TWO_TO_53 || exponent < -MAX_EXACT_POWER || exponent > MAX_EXACT_POWER) return Number.NaN;
  if (exponent === 0) return mantissa;
  return exponent < 0
    ? mantissa / (POWERS_OF_TEN[-exponent] as number)
    : mantissa * (POWERS_OF_TEN[exponent] as number);
}

const DECIMAL_NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The slow, exact way for what `NumberReader` refuses. NaN for everything that is not a plain decimal number. */
export function numberFromText(text: string): number {
  return DECIMAL_NUMBER.test(text) ? Number(text) : Number.NaN;
}
