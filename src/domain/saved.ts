/** State that is written down and read back exactly: what it is made of, its text, and readers of its parts. */
import { assert } from './assert.ts';

/** Plain data. Numbers may be NaN, infinite or -0; what is absent is null. */
export type Saved = null | boolean | number | string | bigint | readonly Saved[] | { readonly [name: string]: Saved };

/** Saved state is damaged, or something else wrote it: another version, another program, or other parameters. */
export class UnreadableSave extends Error {
  override readonly name = 'UnreadableSave';
}

type TupleOf<Length extends number, Parts extends readonly Saved[] = readonly []> = Parts['length'] extends Length
  ? Parts
  : TupleOf<Length, readonly [...Parts, Saved]>;

/** In front of text that stands for what JSON lacks, and in front of text that itself begins with it. */
const TAG = '~';

const NOTHING = `${TAG}n0`;
const ZERO_DIGIT = 48;
const FEWEST_ZEROS = 4;

const NUMBERS_BY_TEXT: ReadonlyMap<string, number> = new Map([
  ['~NaN', Number.NaN],
  ['~Infinity', Number.POSITIVE_INFINITY],
  ['~-Infinity', Number.NEGATIVE_INFINITY],
]);

/**
 * JSON without spaces, keys in their own order: equal state gives equal text. Numbers that JSON lacks are `"~NaN"`,
 * `"~Infinity"` and `"~-Infinity"`, a bigint is `"~n123"`, with many zeros `"~n12e16"`, text that begins with `~` has one more in front; -0 is `-0`.
 * @throws AssertionFailure on what is no plain data, as `undefined`, a function, a map or an object of a class.
 */
export function encodeSaved(saved: Saved): string {
  if (typeof saved === 'number') return numberText(saved);
  if (typeof saved === 'string') return JSON.stringify(saved.startsWith(TAG) ? `${TAG}${saved}` : saved);
  if (typeof saved === 'bigint') return `"${TAG}n${digitsOf(saved)}"`;
  if (typeof saved === 'boolean' || saved === null) return `${saved}`;
  if (isList(saved)) return `[${saved.map(encodeSaved).join(',')}]`;
  assert(isPlain(saved), () => `saved state must be plain data, found ${kindOf(saved)}`);
  return `{${Object.entries(saved).map(entryText).join(',')}}`;
}

/**
 * The value that `encodeSaved` wrote.
 * @throws UnreadableSave when the text is no JSON or holds what `encodeSaved` never writes.
 */
export function decodeSaved(text: string): Saved {
  let json: Saved;
  try {
    json = JSON.parse(text) as Saved;
  } catch (error) {
    throw new UnreadableSave(`saved state must be JSON: ${(error as Error).message}`, { cause: error });
  }
  return untagged(json);
}

/** `what` names the value in the error, as do all readers below: "atrMean[1]". */
export function savedNumber(saved: Saved | undefined, what: string): number {
  return typeof saved === 'number' ? saved : unreadable(what, 'a number', saved);
}

/** @throws UnreadableSave unless it is a whole number from 0 to `most`. */
export function savedCount(saved: Saved | undefined, what: string, most = Number.MAX_SAFE_INTEGER): number {
  const isRight = typeof saved === 'number' && Number.isInteger(saved) && saved >= 0 && saved <= most;
  return isRight ? saved : unreadable(what, `a whole number from 0 to ${most}`, saved);
}

/** @throws UnreadableSave unless it is true or false. */
export function savedFlag(saved: Saved | undefined, what: string): boolean {
  return typeof saved === 'boolean' ? saved : unreadable(what, 'true or false', saved);
}

/** @throws UnreadableSave unless it is a list, of exactly `length` when that is given. */
export function savedList(saved: Saved | undefined, what: string, length?: number): readonly Saved[] {
  const isRight = isList(saved) && (length === undefined || saved.length === length);
  return isRight ? saved : unreadable(what, length === undefined ? 'a list' : `a list of ${length}`, saved);
}

/** @throws UnreadableSave unless it is a list of exactly `length`, which the type of the answer knows. */
export function savedTuple<Length extends number>(saved: Saved | undefined, what: string, length: Length) {
  return savedList(saved, what, length) as TupleOf<Length>;
}

/** @throws UnreadableSave unless it is a list of exactly `length` numbers. */
export function savedNumbers(saved: Saved | undefined, what: string, length: number): Float64Array {
  return Float64Array.from(savedList(saved, what, length), (value) => savedNumber(value, what));
}

/** Values by name. @throws UnreadableSave unless it is an object. */
export function savedRecord(saved: Saved | undefined, what: string): Readonly<Record<string, Saved>> {
  const isRight = typeof saved === 'object' && saved !== null && !isList(saved);
  return isRight ? saved : unreadable(what, 'an object', saved);
}

/** @throws UnreadableSave unless it is text. */
export function savedText(saved: Saved | undefined, what: string): string {
  return typeof saved === 'string' ? saved : unreadable(what, 'text', saved);
}

/** @throws UnreadableSave unless it is an exact amount. */
export function savedAmount(saved: Saved | undefined, what: string): bigint {
  return typeof saved === 'bigint' ? saved : unreadable(what, 'an amount', saved);
}

/** Plain data as it is; what is undefined is left out of objects. */
export function toSaved(value: unknown): Saved {
  if (value === undefined) return null;
  if (Array.isArray(value)) return value.map(toSaved);
  if (typeof value !== 'object' || value === null) return value as Saved;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([name, field]) => [name, toSaved(field)]));
}

/** Fields that hold plain data, in the order of `names`; `undefined` becomes null. */
export function saveFields<Of extends object>(of: Of, names: readonly (keyof Of)[]): readonly Saved[] {
  return names.map((name) => toSaved(of[name]));
}

/**
 * Puts back what `saveFields` took of the same names.
 * @throws UnreadableSave, naming `what` and the field, when there are others or one is of another kind.
 */
export function restoreFields<Of extends object>(
  of: Of,
  names: readonly (keyof Of & string)[],
  { saved, what }: { readonly saved: Saved | undefined; readonly what: string },
): void {
  const values = savedList(saved, what, names.length);
  for (const [at, name] of names.entries()) {
    const value = values[at] as Saved;
    const initial = of[name];
    if (initial !== undefined && typeof value !== typeof initial)
      unreadable(`${what}.${name}`, `of type ${typeof initial}`, value);
    (of as Record<string, unknown>)[name] = value === null ? undefined : value;
  }
}

/** Where two texts of `encodeSaved` part, with what stands before and after it in each. */
export function differenceOf(one: string, other: string): string {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 80), at + 40);
  return `${around(one)} | ${around(other)}`;
}

function unreadable(what: string, right: string, saved: Saved | undefined): never {
  throw new UnreadableSave(`saved ${what} must be ${right}, was ${shown(saved)}`);
}

function shown(saved: Saved | undefined): string {
  if (saved === undefined) return 'absent';
  if (isList(saved)) return `a list of ${saved.length}`;
  if (typeof saved === 'object' && saved !== null) return 'an object';
  const text = typeof saved === 'string' ? JSON.stringify(saved) : String(saved);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** `Array.isArray` knows no read-only lists. */
function isList(saved: Saved | undefined): saved is readonly Saved[] {
  return Array.isArray(saved);
}

function isPlain(value: object): boolean {
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function kindOf(value: object): string {
  return typeof value === 'object' ? value.constructor.name : typeof value;
}

/** Amounts of few digits have many zeros behind them: these are counted, from the fourth on. */
function digitsOf(amount: bigint): string {
  const digits = `${amount}`;
  let end = digits.length;
  while (end > 1 && digits.charCodeAt(end - 1) === ZERO_DIGIT) end -= 1;
  const zeros = digits.length - end;
  return zeros < FEWEST_ZEROS ? digits : `${digits.slice(0, end)}e${zeros}`;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return `"${TAG}${value}"`;
  return value === 0 && Object.is(value, -0) ? '-0' : `${value}`;
}

function entryText([name, value]: readonly [string, Saved]): string {
  return `${JSON.stringify(name)}:${encodeSaved(value)}`;
}

/** Puts what tagged text stands for in its place; `json` belongs to nobody else. */
function untagged(json: Saved): Saved {
  if (typeof json === 'number') return Number.isFinite(json) ? json : unreadable('number', 'one of float64', json);
  if (typeof json === 'string') return json.startsWith(TAG) ? meantBy(json) : json;
  if (typeof json !== 'object' || json === null) return json;
  const parts = json as Record<string, Saved>;
  if (isList(json)) for (let at = 0; at < json.length; at += 1) parts[at] = untagged(json[at] as Saved);
  else for (const name of Object.keys(parts)) parts[name] = untagged(parts[name] as Saved);
  return json;
}

function meantBy(tagged: string): Saved {
  // By far the most of them.
  if (tagged === NOTHING) return 0n;
  if (tagged.startsWith(TAG, 1)) return tagged.slice(1);
  const value = NUMBERS_BY_TEXT.get(tagged);
  if (value !== undefined) return value;
  const [, digits, zeros] = /^~n(0|-?[1-9]\d*)(?:e([1-9]\d?))?$/.exec(tagged) ?? [];
  if (digits === undefined) throw new UnreadableSave(`saved state holds the unknown mark ${shown(tagged)}`);
  return BigInt(zeros === undefined ? digits : digits + '0'.repeat(Number(zeros)));
}
