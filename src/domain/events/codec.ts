/** Typed JSON, both ways: what a value looks like on disk, and everything that is wrong with what was read. */
import { assert } from '../assert.ts';
import { jsonNumber } from '../json/canonical.ts';
import { formatDecimal, parseDecimal } from '../decimal.ts';

/** Told of each problem with the place it was found at. */
export type Complain = (where: string, problem: string) => void;

export interface Codec<T> {
  /** JSON text of the value. */
  readonly encode: (value: T) => string;
  /** Reads parsed JSON; whatever it returns counts only when nothing was complained about. */
  readonly decode: (json: unknown, where: string, complain: Complain) => T;
  readonly isOptional: false;
}

/** The codec of a property that may be absent. */
export interface OptionalCodec<T> extends Omit<Codec<T>, 'isOptional'> {
  readonly isOptional: true;
}

/** One codec per property; the order of the keys is their order on disk. */
export type Shape<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? OptionalCodec<Exclude<T[K], undefined>> : Codec<T[K]>;
};

export const text: Codec<string> = primitive('text', (json) => typeof json === 'string', JSON.stringify);
export const flag: Codec<boolean> = primitive('true or false', (json) => typeof json === 'boolean', String);
export const float: Codec<number> = primitive('a finite number', Number.isFinite, jsonNumber);

/** Decimals are text on disk, exact in every language that reads them. The type parameter is their unit. */
export function exact<T extends bigint>(): Codec<T> {
  return {
    isOptional: false,
    encode: (value) => `"${formatDecimal(value)}"`,
    decode: (json, where, complain) => {
      const parsed = typeof json === 'string' ? parseDecimal(json) : undefined;
      if (parsed?.ok) return parsed.value as T;
      complain(where, parsed ? parsed.error.message : `must be a decimal in quotes, was ${shown(json)}`);
      return 0n as T;
    },
  };
}

export function oneOf<const T extends string>(...words: readonly T[]): Codec<T> {
  return {
    isOptional: false,
    encode: JSON.stringify,
    decode: (json, where, complain) => {
      const found = words.find((word) => word === json);
      if (found === undefined) complain(where, `must be one of ${words.join(', ')}, was ${shown(json)}`);
      return found as T;
    },
  };
}

export function nullable<T>(inner: Codec<T>): Codec<T | null> {
  return {
    isOptional: false,
    encode: (value) => (value === null ? 'null' : inner.encode(value)),
    decode: (json, where, complain) => (json === null ? null : inner.decode(json, where, complain)),
  };
}

export function optional<T>(inner: Codec<T>): OptionalCodec<T> {
  return { ...inner, isOptional: true };
}

export function list<T>(inner: Codec<T>): Codec<readonly T[]> {
  return {
    isOptional: false,
    encode: (values) => `[${values.map(inner.encode).join(',')}]`,
    decode: (json, where, complain) => {
      if (Array.isArray(json)) return json.map((part, index) => inner.decode(part, `${where}[${index}]`, complain));
      complain(where, `must be a list, was ${shown(json)}`);
      return [];
    },
  };
}

/** Values by name, in the order of the names. */
export function record<T>(inner: Codec<T>): Codec<Readonly<Record<string, T>>> {
  return {
    isOptional: false,
    encode: (values) => {
      const entries = Object.entries(values).toSorted(([a], [b]) => (a < b ? -1 : 1));
      return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${inner.encode(value)}`).join(',')}}`;
    },
    decode: (json, where, complain) => {
      const entries = Object.entries(objectFrom(json, where, complain));
      return Object.fromEntries(
        entries.map(([name, part]) => [name, inner.decode(part, `${where}.${name}`, complain)]),
      );
    },
  };
}

/** What is complained about where a newer version wrote more than this one knows. */
export const UNKNOWN_PROPERTY = 'is not a known property';

/** An object with exactly these properties: an unknown one means that a newer version wrote it. */
export function object<T extends object>(shape: Shape<T>): Codec<T> {
  const fields = Object.entries(shape) as unknown as [string & keyof T, Codec<unknown> | OptionalCodec<unknown>][];
  const known = new Set<string>(fields.map(([name]) => name));
  return {
    isOptional: false,
    encode: (value) => {
      const present = fields.filter(([name]) => value[name] !== undefined);
      return `{${present.map(([name, codec]) => `"${name}":${codec.encode(value[name])}`).join(',')}}`;
    },
    decode: (json, where, complain) => {
      const source = objectFrom(json, where, complain);
      for (const name of Object.keys(source)) if (!known.has(name)) complain(`${where}.${name}`, UNKNOWN_PROPERTY);
      const present = fields.filter(([name, codec]) => !codec.isOptional || source[name] !== undefined);
      const parts = present.map(([name, codec]) => [name, codec.decode(source[name], `${where}.${name}`, complain)]);
      return Object.fromEntries(parts) as T;
    },
  };
}

type Variants<T, Tag extends keyof T> = {
  readonly [K in T[Tag] & string]: Codec<Extract<T, Readonly<Record<Tag, K>>>>;
};

/** A union told apart by one property. */
export function variant<T extends object, Tag extends keyof T & string>(
  tag: Tag,
  variants: Variants<T, Tag>,
): Codec<T> {
  const byTag = new Map(Object.entries(variants) as [string, Codec<T>][]);
  return {
    isOptional: false,
    encode: (value) => {
      const found = byTag.get(String(value[tag]));
      assert(
        found !== undefined,
        () => `${tag} must be one of ${[...byTag.keys()].join(', ')}, was ${String(value[tag])}`,
      );
      return found.encode(value);
    },
    decode: (json, where, complain) => {
      const source = objectFrom(json, where, complain);
      const found = byTag.get(String(source[tag]));
      if (found) return found.decode(json, where, complain);
      complain(`${where}.${tag}`, `must be one of ${[...byTag.keys()].join(', ')}, was ${shown(source[tag])}`);
      return source as T;
    },
  };
}

function primitive<T>(name: string, isValid: (json: unknown) => boolean, encode: (value: T) => string): Codec<T> {
  return {
    isOptional: false,
    encode,
    decode: (json, where, complain) => {
      if (!isValid(json)) complain(where, `must be ${name}, was ${shown(json)}`);
      return json as T;
    },
  };
}

function objectFrom(json: unknown, where: string, complain: Complain): Readonly<Record<string, unknown>> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>;
  complain(where, `must be an object, was ${shown(json)}`);
  return {};
}

function shown(json: unknown): string {
  const printed = JSON.stringify(json) ?? 'absent';
  return printed.length > 60 ? `${printed.slice(0, 60)}…` : printed;
}
