/** One text per value: for hashes, comparisons and whatever else must not depend on the order in which keys were set. */
import { assert } from '../assert.ts';
import { formatDecimal } from '../decimal.ts';

/**
 * JSON with sorted keys and no spaces. Decimals are strings with an `n` behind (`"1.5n"`), so that they differ from
 * text; properties that are `undefined` are left out; `-0` keeps its sign.
 * @throws AssertionFailure on what has no such form: NaN, infinities, functions, symbols, `undefined` in an array.
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return jsonNumber(value);
  if (typeof value === 'bigint') return `"${formatDecimal(value)}n"`;
  if (typeof value === 'boolean' || value === null) return `${value}`;
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  assert(typeof value === 'object', () => `canonical JSON must hold plain data only, found ${typeof value}`);
  return canonicalObject(value);
}

/** The shortest JSON number that reads back as the same float64, the sign of zero included. */
export function jsonNumber(value: number): string {
  assert(Number.isFinite(value), () => `a number in JSON must be finite, value was ${value}`);
  return value === 0 && Object.is(value, -0) ? '-0' : `${value}`;
}

function canonicalObject(value: object): string {
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`).join(',')}}`;
}
