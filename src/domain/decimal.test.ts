import { Decimal as Big } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Rounding,
  absolute,
  decimal,
  divide,
  divideIntegers,
  formatDecimal,
  maximum,
  minimum,
  multiply,
  parseDecimal,
  roundToStep,
} from './decimal.ts';

/** The oracle: an established decimal library with more digits than any product here has. */
const Oracle = Big.clone({ precision: 250, toExpPos: 300, toExpNeg: -300 });

const ROUNDINGS: Readonly<Record<Rounding, Big.Rounding>> = {
  down: Big.ROUND_DOWN,
  up: Big.ROUND_UP,
  floor: Big.ROUND_FLOOR,
  ceiling: Big.ROUND_CEIL,
  halfUp: Big.ROUND_HALF_UP,
  halfEven: Big.ROUND_HALF_EVEN,
};

const names = Object.keys(ROUNDINGS) as Rounding[];

/** Any magnitude, with a preference for few digits: ties and exact results must occur. */
const anyDecimal = fc.oneof(
  fc.bigInt({ min: -(10n ** 34n), max: 10n ** 34n }),
  fc.integer({ min: -10_000, max: 10_000 }).map((few) => BigInt(few) * 5n * 10n ** 15n),
  fc.integer({ min: -9, max: 9 }).map(BigInt),
);

const oracleOf = (value: bigint) => new Oracle(formatDecimal(value));
const rounded = (value: Big, rounding: Rounding) => value.toDecimalPlaces(18, ROUNDINGS[rounding]).plus(0).toFixed();
/** The oracle keeps the sign of a zero that it rounded to. */
const withoutNegativeZero = (text: string) => (text === '-0' ? '0' : text);

describe('a decimal as text', () => {
  it.each([
    ['0.1', '0.1'],
    ['-12.50', '-12.5'],
    ['+3', '3'],
    ['1e-8', '0.00000001'],
    ['1.5E3', '1500'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['  7 ', '7'],
    ['000.000', '0'],
    ['-0', '0'],
    ['0e9999', '0'],
    ['0.0000000000000000010', '0.000000000000000001'],
    ['10e-19', '0.000000000000000001'],
  ])('%s is read as %s', (text, printed) => {
    const parsed = parseDecimal(text);
    expect(parsed.ok && formatDecimal(parsed.value)).toBe(printed);
  });

  it.each([
    ['', 'notANumber'],
    ['.', 'notANumber'],
    ['-', 'notANumber'],
    ['1,5', 'notANumber'],
    ['1.5.0', 'notANumber'],
    ['0x10', 'notANumber'],
    ['NaN', 'notANumber'],
    ['Infinity', 'notANumber'],
    ['1e', 'notANumber'],
    ['1e99999', 'notANumber'],
    ['1 000', 'notANumber'],
    ['1e-19', 'tooPrecise'],
    ['0.1234567890123456789', 'tooPrecise'],
    ['1e-9999', 'tooPrecise'],
    ['1e42', 'tooLarge'],
    ['1e9999', 'tooLarge'],
  ])('"%s" is refused as %s', (text, code) => {
    const parsed = parseDecimal(text);
    expect(parsed.ok ? 'ok' : parsed.error.code).toBe(code);
    expect(() => decimal(text)).toThrow(RangeError);
  });

  it('says what would be right, and shortens what was given', () => {
    const parsed = parseDecimal('x'.repeat(100));
    expect(parsed.ok ? '' : parsed.error.message).toBe(
      `"${'x'.repeat(40)}…" is not a decimal number; write it like 0.25 or 1e-8`,
    );
  });

  it('reads back as the same decimal', () => {
    fc.assert(
      fc.property(anyDecimal, (value) => {
        const printed = formatDecimal(value);
        expect(decimal(printed)).toBe(value);
        expect(printed).not.toMatch(/e|^-0$|\.\d*0$/);
      }),
    );
  });

  it('means the same with an exponent as without', () => {
    fc.assert(
      fc.property(anyDecimal, fc.integer({ min: -60, max: 60 }), (value, exponent) => {
        const shifted = oracleOf(value).times(new Oracle(10).pow(-exponent));
        expect(decimal(`${shifted.toFixed()}e${exponent}`)).toBe(value);
      }),
    );
  });
});

describe.each(names)('rounding %s', (rounding) => {
  it('multiplies as the oracle does', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        const expected = rounded(oracleOf(a).times(oracleOf(b)), rounding);
        expect(formatDecimal(multiply(a, b, rounding))).toBe(withoutNegativeZero(expected));
      }),
    );
  });

  it('divides as the oracle does', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        fc.pre(b !== 0n);
        const expected = rounded(oracleOf(a).dividedBy(oracleOf(b)), rounding);
        expect(formatDecimal(divide(a, b, rounding))).toBe(withoutNegativeZero(expected));
      }),
    );
  });

  it('finds the multiple of a step that the oracle finds', () => {
    fc.assert(
      fc.property(anyDecimal, fc.bigInt({ min: 1n, max: 10n ** 20n }), (value, step) => {
        const expected = oracleOf(value).toNearest(oracleOf(step), ROUNDINGS[rounding]).toFixed();
        expect(formatDecimal(roundToStep(value, step, rounding))).toBe(withoutNegativeZero(expected));
      }),
    );
  });

  it('divides integers of either sign as the oracle does', () => {
    const small = fc.integer({ min: -12, max: 12 });
    fc.assert(
      fc.property(small, small, (a, b) => {
        fc.pre(b !== 0);
        const expected = new Oracle(a).dividedBy(b).toDecimalPlaces(0, ROUNDINGS[rounding]).toNumber();
        expect(Number(divideIntegers(BigInt(a), BigInt(b), rounding))).toBe(expected + 0);
      }),
    );
  });
});

describe('two decimals', () => {
  it('compare, add and subtract as the oracle does', () => {
    fc.assert(
      fc.property(anyDecimal, anyDecimal, (a, b) => {
        const [x, y] = [oracleOf(a), oracleOf(b)];
        expect(a < b).toBe(x.lessThan(y));
        expect(a === b).toBe(x.equals(y));
        expect(formatDecimal(a + b)).toBe(x.plus(y).toFixed());
        expect(formatDecimal(a - b)).toBe(x.minus(y).toFixed());
        expect(formatDecimal(minimum(a, b))).toBe(Oracle.min(x, y).toFixed());
        expect(formatDecimal(maximum(a, b))).toBe(Oracle.max(x, y).toFixed());
        expect(formatDecimal(absolute(a))).toBe(x.abs().toFixed());
      }),
    );
  });

  it('cannot be divided when the divisor is zero', () => {
    expect(() => divide(1n, 0n, 'down')).toThrow(RangeError);
    expect(() => roundToStep(1n, 0n, 'down')).toThrow(RangeError);
  });
});
