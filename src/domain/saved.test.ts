import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Saved,
  UnreadableSave,
  decodeSaved,
  encodeSaved,
  savedCount,
  savedFlag,
  savedList,
  savedNumber,
  savedNumbers,
  savedRecord,
  savedTuple,
} from './saved.ts';

/** Everything that saved state may be, nested, with keys and text that look like marks. */
const { saved } = fc.letrec<{ saved: Saved; leaf: Saved }>((tie) => ({
  leaf: fc.oneof(
    fc.constantFrom<Saved>(null, true, false, -0, 0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.double(),
    fc.bigInt(),
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `~${text}`),
    fc.constantFrom('', '~', '~~', '~NaN', '~~NaN', '~n1', '~Infinity', '\uD800', '~\uDFFF'),
  ),
  saved: fc.oneof(
    { depthSize: 'small' },
    tie('leaf'),
    fc.array(tie('saved')),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('~n1', '__proto__', 'toString')), tie('saved')),
  ),
}));

describe('saved state', () => {
  it('is read back exactly, with its keys in their order, and gives the same text again', () => {
    fc.assert(
      fc.property(saved, (value) => {
        const text = encodeSaved(value);
        const read = decodeSaved(text);
        expect(identical(read, value)).toBe(true);
        expect(encodeSaved(read)).toBe(text);
        expect(() => JSON.parse(text) as unknown).not.toThrow();
      }),
      { seed: 20_240_101, numRuns: 500 },
    );
  });

  it('keeps any float64, subnormal ones as well', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })), (patterns) => {
        const numbers = Array.from(new Float64Array(BigUint64Array.from(patterns).buffer));
        expect(identical(decodeSaved(encodeSaved(numbers)), numbers)).toBe(true);
      }),
      { seed: 7 },
    );
  });

  it.each<[Saved, string]>([
    [[1, -0, 0, 1e-7, Number.NaN, -1 / 0], '[1,-0,0,1e-7,"~NaN","~-Infinity"]'],
    [{ b: 1, a: null, list: [] }, '{"b":1,"a":null,"list":[]}'],
    [[12n, -3n, 0n], '["~n12","~n-3","~n0"]'],
    [['~n12', '~', 'n~'], '["~~n12","~~","n~"]'],
    [{ '~n1': true }, '{"~n1":true}'],
  ])('is the text that is expected, case %#', (value, text) => {
    expect(encodeSaved(value)).toBe(text);
  });

  it.each([
    ['', /must be JSON/],
    ['[1,2', /must be JSON/],
    ['[NaN]', /must be JSON/],
    ['[1]x', /must be JSON/],
    ['[1e999]', /saved number must be one of float64, was Infinity/],
    ['["~x"]', /holds the unknown mark "~x"/],
    ['["~n"]', /holds the unknown mark "~n"/],
    ['["~n1.5"]', /holds the unknown mark "~n1.5"/],
    ['["~n007"]', /holds the unknown mark "~n007"/],
    ['["~n-0"]', /holds the unknown mark "~n-0"/],
    ['{"a":"~nan"}', /holds the unknown mark "~nan"/],
  ])('that is damaged or foreign is refused: %s', (text, message) => {
    expect(() => decodeSaved(text)).toThrow(UnreadableSave);
    expect(() => decodeSaved(text)).toThrow(message);
  });

  it.each([[undefined], [[undefined]], [{ run: () => 1 }], [new Map([[1, 2]])], [new Float64Array(2)]])(
    'holds plain data only, not %s',
    (value) => {
      expect(() => encodeSaved(value as never)).toThrow(/must be plain data, found/);
    },
  );
});

describe('readers', () => {
  it('hand over what is of the right kind', () => {
    expect(savedNumber(-0, 'price')).toBe(-0);
    expect(savedCount(0, 'count')).toBe(0);
    expect(savedCount(3, 'count', 3)).toBe(3);
    expect(savedFlag(false, 'mark')).toBe(false);
    expect(savedTuple([1, 'a'], 'pair', 2)).toEqual([1, 'a']);
    expect(savedNumbers([1, Number.NaN, -0], 'window', 3)).toEqual(Float64Array.of(1, Number.NaN, -0));
    expect(savedList([1], 'list')).toEqual([1]);
    expect(savedList([1, null], 'list', 2)).toEqual([1, null]);
    expect(savedRecord({ a: 1 }, 'values')).toEqual({ a: 1 });
  });

  it.each<[() => unknown, string]>([
    [() => savedNumber('1', 'price'), 'saved price must be a number, was "1"'],
    [() => savedNumber(1n, 'price'), 'saved price must be a number, was 1'],
    [() => savedNumber(undefined, 'price'), 'saved price must be a number, was absent'],
    [() => savedCount(-1, 'count'), `saved count must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, was -1`],
    [() => savedCount(4, 'count', 3), 'saved count must be a whole number from 0 to 3, was 4'],
    [() => savedCount(0.5, 'count', 3), 'saved count must be a whole number from 0 to 3, was 0.5'],
    [() => savedCount(null, 'count', 3), 'saved count must be a whole number from 0 to 3, was null'],
    [() => savedTuple([1], 'pair', 2), 'saved pair must be a list of 2, was a list of 1'],
    [() => savedNumbers([1], 'window', 2), 'saved window must be a list of 2, was a list of 1'],
    [() => savedNumbers([1, null], 'window', 2), 'saved window must be a number, was null'],
    [() => savedFlag(0, 'mark'), 'saved mark must be true or false, was 0'],
    [() => savedList(null, 'list'), 'saved list must be a list, was null'],
    [() => savedList([1], 'list', 2), 'saved list must be a list of 2, was a list of 1'],
    [() => savedList({}, 'list', 0), 'saved list must be a list of 0, was an object'],
    [() => savedRecord([], 'values'), 'saved values must be an object, was a list of 0'],
    [() => savedRecord(null, 'values'), 'saved values must be an object, was null'],
    [() => savedRecord('x'.repeat(100), 'values'), `saved values must be an object, was "${'x'.repeat(59)}…`],
  ])('say what they expected, case %#', (read, message) => {
    expect(read).toThrow(new UnreadableSave(message));
  });
});

/** The same bits in the same places: keys in the same order, -0 apart from 0. */
function identical(a: Saved, b: Saved): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [mine, theirs] = [entriesOf(a), entriesOf(b)];
  return (
    mine.length === theirs.length &&
    mine.every(([name, value], at) => name === theirs[at]?.[0] && identical(value, theirs[at][1]))
  );
}

function entriesOf(parts: object): readonly (readonly [string, Saved])[] {
  return Object.entries<Saved>(parts as Record<string, Saved>);
}
