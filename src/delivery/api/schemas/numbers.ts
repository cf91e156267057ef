/** Shapes that several answers share. */
import { type Decimal, formatDecimal } from '../../../domain/index.ts';

/** JSON has neither NaN nor Infinity: a number that does not exist is `null`. */
export function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

export function decimalOrNull(value: Decimal | undefined): string | null {
  return value === undefined ? null : formatDecimal(value);
}
