import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boolean, choice, integer, number, resolveParameters, text } from './parameters.ts';

const declared = {
  period: integer({ from: 2, to: 50, default: 14 }),
  ratio: number({ from: 0, to: 1, default: 0.25 }),
  isEager: boolean({ default: false }),
  side: choice(['upper', 'lower'], { default: 'upper' }),
  file: text({ default: '' }),
};

const DEFAULTS = { period: 14, ratio: 0.25, isEager: false, side: 'upper', file: '' };

describe('parameters', () => {
  it('left out take their defaults', () => {
    expect(resolveParameters(declared, {})).toEqual({ ok: true, value: DEFAULTS });
  });

  it('are taken as values or as the text of a setting', () => {
    const asText = { period: '20', ratio: '0.5', isEager: 'true', side: 'lower', file: 'a.csv' };
    const asValues = { period: 20, ratio: 0.5, isEager: true, side: 'lower', file: 'a.csv' };
    expect(resolveParameters(declared, asText)).toEqual({ ok: true, value: asValues });
    expect(resolveParameters(declared, asValues)).toEqual({ ok: true, value: asValues });
  });

  it('that do not fit are reported all at once, with name, range and value', () => {
    const given = { period: 2.5, ratio: '1.5', isEager: 'yes', side: 'middle', file: 7, speed: 3 };
    expect(resolveParameters(declared, given)).toEqual({
      ok: false,
      error: [
        'parameter "speed" is not declared; known are period, ratio, isEager, side, file',
        'parameter "period" must be a whole number from 2 to 50, value was 2.5',
        'parameter "ratio" must be a number from 0 to 1, value was "1.5"',
        'parameter "isEager" must be true or false, value was "yes"',
        'parameter "side" must be one of upper, lower, value was "middle"',
        'parameter "file" must be text, value was 7',
      ],
    });
  });

  it.each([
    ['period', ''],
    ['period', '  '],
    ['period', 'ten'],
    ['ratio', Number.NaN],
    ['ratio', null],
    ['period', '1e999'],
  ])('%s does not take %j for a number', (name, value) => {
    expect(resolveParameters(declared, { [name]: value }).ok).toBe(false);
  });

  it('named like a method of every object are unknown all the same', () => {
    expect(resolveParameters(declared, { toString: 1 })).toMatchObject({ ok: false });
  });

  it('say so when a strategy takes none', () => {
    expect(resolveParameters({}, { fast: 1 })).toEqual({
      ok: false,
      error: ['parameter "fast" is not declared; known are none'],
    });
  });

  it('take exactly the numbers of their range', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (value) => {
        const isRight = value >= 2 && value <= 50 && Number.isInteger(value);
        expect(resolveParameters(declared, { period: value }).ok).toBe(isRight);
      }),
    );
    for (const edge of [2, 50]) expect(resolveParameters(declared, { period: edge }).ok).toBe(true);
    for (const outside of [1, 51]) expect(resolveParameters(declared, { period: outside }).ok).toBe(false);
  });
});
