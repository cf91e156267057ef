import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { decimal } from '../decimal.ts';

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ quantity: decimal('1.50'), text: '1.5' }, '{"quantity":"1.5n","text":"1.5"}'],
    [{ kept: 0, left: undefined }, '{"kept":0}'],
    [-0, '-0'],
    [1e-7, '1e-7'],
    ['ü\n"', '"ü\\n\\""'],
    [[], '[]'],
    [{}, '{}'],
  ])('sorts, marks decimals and drops what is absent, case %#', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('does not depend on the order in which keys were set', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(reversed)).toBe(canonicalJson(value));
      }),
    );
  });

  it('reads back as the same plain value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toStrictEqual(value);
      }),
    );
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [[undefined]], [{ run: () => 1 }], [Symbol('x')]])(
    'refuses %s, which has no canonical form',
    (value) => {
      expect(() => canonicalJson(value)).toThrow();
    },
  );
});
