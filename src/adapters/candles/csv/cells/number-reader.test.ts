import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NumberReader, numberFromText } from './number-reader.ts';

function read(text: string): { value: number; rest: string } {
  const reader = new NumberReader();
  const value = reader.read(Buffer.from(`${text},`), 0);
  return { value, rest: `${text},`.slice(reader.position) };
}

const digits = (min: number, max: number) => fc.stringMatching(new RegExp(`^[0-9]{${min},${max}}$`));

const unsigned = fc
  .tuple(digits(0, 24), fc.option(digits(0, 24)), fc.option(fc.integer({ min: -40, max: 40 })), fc.boolean())
  .filter(([whole, fraction]) => whole.length + (fraction?.length ?? 0) > 0)
  .map(([whole, fraction, exponent, isUpper]) => {
    const tail = exponent === null ? '' : `${isUpper ? 'E' : 'e'}${exponent}`;
    return `${whole}${fraction === null ? '' : `.${fraction}`}${tail}`;
  });

describe('NumberReader', () => {
  it('gives bit for bit what Number gives, or leaves the number to it', () => {
    fc.assert(
      fc.property(unsigned, (text) => {
        const { value, rest } = read(text);
        expect(rest).toBe(',');
        if (!Number.isNaN(value)) expect(Object.is(value, Number(text))).toBe(true);
        expect(Object.is(numberFromText(text), Number(text))).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('gives bit for bit what was printed, for any float that a price or volume can be', () => {
    const float = fc.double({ min: 1e-12, max: 1e21, noNaN: true });
    fc.assert(
      fc.property(float, (value) => {
        const { value: direct } = read(`${value}`);
        const found = Number.isNaN(direct) ? numberFromText(`${value}`) : direct;
        expect(Object.is(found, value)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('reads what market data holds without the slow way', () => {
    for (const text of [
      '37630.80',
      '1651363200000',
      '0.00005330000000000001',
      '21348422.2',
      '5.33e-05',
      '1e5',
      '.5',
      '7.',
    ]) {
      expect(read(text)).toEqual({ value: Number(text), rest: ',' });
    }
  });

  it('leaves mantissas from 2^53 up and exponents beyond 22 to Number', () => {
    for (const text of [
      '9007199254740993',
      '9007199254740992',
      '1.00000000000000000000001',
      '1e23',
      '1e-400',
      '1e99999999',
    ]) {
      expect(read(text).value).toBeNaN();
    }
    expect(read('9007199254740991').value).toBe(9007199254740991);
  });

  it('stops where the number stops, so that the caller sees what is left', () => {
    expect(read('1.2.3').rest).toBe('.3,');
    expect(read('12abc').rest).toBe('abc,');
    expect(read('1e').rest).toBe('e,');
    expect(read('1e+').rest).toBe('e+,');
    for (const text of ['', '.', 'e5', '-1', '+1', ' 1']) expect(read(text).value).toBeNaN();
  });
});

describe('numberFromText', () => {
  it('takes decimal numbers only', () => {
    expect(numberFromText('-5.5e-3')).toBe(-0.0055);
    expect(numberFromText('+5')).toBe(5);
    for (const text of ['', ' ', '0x10', '1_000', '1,000', 'Infinity', 'NaN', '1e', '.', '--1']) {
      expect(numberFromText(text)).toBeNaN();
    }
  });
});
