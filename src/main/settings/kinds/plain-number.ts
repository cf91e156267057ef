import { type Result, err, ok } from '../../../domain/result.ts';

const PLAIN = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/** Reads a number as people write it in a file; the error names what makes it no number, or is empty. */
export function parsePlainNumber(text: string): Result<number, string> {
  const value = PLAIN.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return ok(value);
  if (/^[+-]?\d+,\d+$/.test(text)) return err('a number is written with a point and without separators');
  if (/^[+-]?\d{1,3}([ _,]\d{3})+(\.\d+)?$/.test(text)) return err('a number is written without separators');
  return err('');
}

/** The shortest text that reads back as the same number, without an exponent where people expect none. */
export function formatPlainNumber(value: number): string {
  const text = String(value);
  return text.includes('e-') ? value.toFixed(20).replace(/0+$/, '') : text;
}
