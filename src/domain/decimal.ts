/** Exact decimal numbers: a `bigint` that counts units of 10⁻¹⁸. Addition and subtraction are the language's own. */
import { type Result, err, ok } from './result.ts';

export type Decimal = bigint;

/** How the digits after the last kept one are dropped; `down` is toward zero, `up` away from zero. */
export type Rounding = 'down' | 'up' | 'floor' | 'ceiling' | 'halfUp' | 'halfEven';

export interface DecimalError {
  readonly code: 'notANumber' | 'tooPrecise' | 'tooLarge';
  readonly text: string;
  readonly message: string;
}

export const DECIMALS = 18;
export const ZERO: Decimal = 0n;
export const ONE: Decimal = 10n ** 18n;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;
const MAX_DIGITS = 60;

/**
 * Reads a decimal as exchanges print it: `0.1`, `-12.50`, `1e-8`, `.5`.
 * Digits beyond the eighteenth decimal are an error unless they are zeros.
 */
export function parseDecimal(text: string): Result<Decimal, DecimalError> {
  const match = NUMBER.exec(text.trim());
  const whole = match?.[2] ?? '';
  const fraction = match?.[3] ?? '';
  if (!match || whole.length + fraction.length === 0) return failure('notANumber', text);
  const exponent = Number(match[4] ?? '0');
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return ok(0n);
  const shift = DECIMALS + exponent - fraction.length;
  if (digits.length + shift > MAX_DIGITS) return failure('tooLarge', text);
  const magnitude = shift >= 0 ? BigInt(digits) * 10n ** BigInt(shift) : dropZeros(digits, -shift);
  if (magnitude === undefined) return failure('tooPrecise', text);
  return ok(match[1] === '-' ? -magnitude : magnitude);
}

/**
 * Reads a decimal that is known to be well formed (literals, our own output).
 * @throws RangeError when it is not.
 */
export function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed.ok) throw new RangeError(parsed.error.message);
  return parsed.value;
}

/** Prints the shortest exact form, without exponent: `0.1`, `-12.5`, `30000`. */
export function formatDecimal(value: Decimal): string {
  const magnitude = value < 0n ? -value : value;
  const sign = value < 0n ? '-' : '';
  const whole = magnitude / ONE;
  const rest = magnitude % ONE;
  if (rest === 0n) return `${sign}${whole}`;
  return `${sign}${whole}.${rest.toString().padStart(DECIMALS, '0').replace(/0+$/, '')}`;
}

/** The product of two decimals, rounded to the eighteenth decimal. */
export function multiply(a: Decimal, b: Decimal, rounding: Rounding): Decimal {
  const product = a * b;
  const quotient = product / ONE;
  if (rounding === 'down' || quotient * ONE === product) return quotient;
  // Positive amounts, nearly all, need no second division.
  if (product > 0n) {
    if (rounding === 'up' || rounding === 'ceiling') return quotient + 1n;
    if (rounding === 'floor') return quotient;
  }
  return divideIntegers(product, ONE, rounding);
}

/**
 * The quotient of two decimals, rounded to the eighteenth decimal.
 * @throws RangeError when the divisor is zero.
 */
export function divide(a: Decimal, b: Decimal, rounding: Rounding): Decimal {
  return divideIntegers(a * ONE, b, rounding);
}

/**
 * The multiple of `step` that `rounding` chooses.
 * @throws RangeError when the step is zero.
 */
export function roundToStep(value: Decimal, step: Decimal, rounding: Rounding): Decimal {
  return divideIntegers(value, step, rounding) * step;
}

/** Integer division with named rounding; the building block of every other one. */
export function divideIntegers(numerator: bigint, denominator: bigint, rounding: Rounding): bigint {
  const quotient = numerator / denominator;
  if (rounding === 'down') return quotient;
  const remainder = numerator - quotient * denominator;
  if (remainder === 0n) return quotient;
  const isNegative = numerator < 0n !== denominator < 0n;
  const away = isNegative ? quotient - 1n : quotient + 1n;
  if (rounding === 'up') return away;
  if (rounding === 'floor') return isNegative ? away : quotient;
  if (rounding === 'ceiling') return isNegative ? quotient : away;
  const twice = 2n * absolute(remainder);
  const size = absolute(denominator);
  if (twice !== size) return twice > size ? away : quotient;
  return rounding === 'halfUp' || quotient % 2n !== 0n ? away : quotient;
}

export function absolute(value: Decimal): Decimal {
  return value < 0n ? -value : value;
}

export function minimum(a: Decimal, b: Decimal): Decimal {
  return a < b ? a : b;
}

export function maximum(a: Decimal, b: Decimal): Decimal {
  return a > b ? a : b;
}

function dropZeros(digits: string, count: number): bigint | undefined {
  const kept = digits.length > count ? digits.slice(0, -count) : '0';
  const dropped = digits.slice(-count);
  return /^0*$/.test(dropped) && digits.length > count ? BigInt(kept) : undefined;
}

function failure(code: DecimalError['code'], text: string): { readonly ok: false; readonly error: DecimalError } {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const reason = {
    notANumber: 'is not a decimal number; write it like 0.25 or 1e-8',
    tooPrecise: `has more than ${DECIMALS} decimals`,
    tooLarge: `has more than ${MAX_DIGITS - DECIMALS} digits before the point`,
  }[code];
  return err({ code, text, message: `"${shown}" ${reason}` });
}
