import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, formatDecimal } from './decimal.ts';
import {
  type Notional,
  type Price,
  type Quantity,
  fromSignal,
  notional,
  isWorthLess,
  notionalOf,
  price,
  quantity,
  quantityFor,
  quantize,
  toSignal,
} from './units.ts';

/** Prices and quantities as venues print them: up to eight decimals, up to fifteen digits. */
const marketNumber = fc
  .tuple(fc.integer({ min: -9_999_999, max: 9_999_999 }), fc.integer({ min: 0, max: 99_999_999 }), fc.nat({ max: 8 }))
  .map(([whole, fraction, decimals]) => `${whole}.${String(fraction).padStart(8, '0').slice(0, decimals)}`);

/** Any float64 that eighteen decimals can hold. */
const float = fc
  .double({ noNaN: true, min: -1e15, max: 1e15 })
  .filter((value) => value === 0 || Math.abs(value) > 1e-2);

describe('the crossing between float64 and decimal', () => {
  it('gives the nearest float64 of a market number and takes it back unchanged', () => {
    fc.assert(
      fc.property(marketNumber, (text) => {
        expect(toSignal(decimal(text))).toBe(Number(text) + 0);
        expect(fromSignal(Number(text))).toBe(decimal(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes any float64 of ordinary size to a decimal that reads back as the same float64', () => {
    fc.assert(
      fc.property(float, (value) => {
        expect(Number(formatDecimal(fromSignal(value)))).toBe(value + 0);
      }),
      { numRuns: 2000 },
    );
  });

  it('stays within a relative error of 2⁻⁵² for any decimal', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 40n }), (value) => {
        const exact = Number(formatDecimal(value));
        expect(Math.abs(toSignal(value) - exact)).toBeLessThanOrEqual(exact * 2 ** -52);
      }),
    );
  });

  it.each([
    [1e-8, '0.00000001'],
    [1e-18, '0.000000000000000001'],
    [1e-19, '0'],
    [1.5e-18, '0.000000000000000002'],
    [-2.5e-18, '-0.000000000000000002'],
    [123_456_789.123_456_78, '123456789.12345678'],
    [1e21, '1000000000000000000000'],
    [-0.1, '-0.1'],
    [0, '0'],
  ])('reads %d as %s', (value, text) => {
    expect(formatDecimal(fromSignal(value))).toBe(text);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuses %d', (value) => {
    expect(() => fromSignal(value)).toThrow(RangeError);
  });

  it('quantizes to a multiple of the step, below for floor, above for ceiling, less than a step away', () => {
    const step = fc.constantFrom('0.00000001', '0.0001', '0.01', '0.05', '1', '25').map(decimal);
    fc.assert(
      fc.property(float, step, (value, step) => {
        const exact = fromSignal(value);
        const [low, high] = [quantize(value, step, 'floor'), quantize(value, step, 'ceiling')];
        expect(low % step).toBe(0n);
        expect(high % step).toBe(0n);
        expect(low <= exact && exact < low + step).toBe(true);
        expect(high >= exact && exact > high - step).toBe(true);
      }),
    );
  });
});

describe('price, quantity and notional', () => {
  it('are worth less than an amount when their product, rounded down, is', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 30n });
    fc.assert(
      fc.property(amount, amount, fc.bigInt({ min: -2n, max: 2n }), (at, bought, off) => {
        const worth = notionalOf(at as Price, bought as Quantity, 'down');
        const least = (worth + off) as Notional;
        fc.pre(least > 0n);
        expect(isWorthLess(at as Price, bought as Quantity, least)).toBe(worth < least);
      }),
    );
  });

  it('multiply to quote', () => {
    expect(notionalOf(price('30000.5'), quantity('0.001'), 'down')).toBe(notional('30.0005'));
  });

  it('never buy more than the budget when the quantity is rounded down', () => {
    const positive = fc.bigInt({ min: 1n, max: 10n ** 28n });
    fc.assert(
      fc.property(positive, positive, (budget, at) => {
        const bought = quantityFor(budget as Notional, at as Price, 'down');
        expect(notionalOf(at as Price, bought, 'up')).toBeLessThanOrEqual(budget);
        expect(notionalOf(at as Price, (bought + 1n) as typeof bought, 'up')).toBeGreaterThanOrEqual(budget);
      }),
    );
  });
});
