import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPercent, parsePercent, percent } from './percent.ts';

const stop = percent({
  key: 'STOP',
  off: 'zero',
  from: 0.0005,
  to: 0.5,
  suspiciousFrom: 0.15,
  description: 'A stop.',
  example: '2%',
});

describe('the percent rule', () => {
  it.each([
    ['0.02', 0.02],
    ['2.0', 0.02],
    ['2', 0.02],
    ['2%', 0.02],
    ['2 %', 0.02],
    ['0.5%', 0.005],
    ['0.5', 0.5],
    ['0.999', 0.999],
    // The trap: a bare 1 is one percent, not all of it.
    ['1', 0.01],
    ['1.0', 0.01],
    ['1%', 0.01],
    ['0.01', 0.01],
    ['100', 1],
    ['100%', 1],
    ['.5', 0.5],
    ['0', 0],
    ['0%', 0],
    ['0.07%', 0.0007],
    ['7', 0.07],
    ['-0.02', -0.02],
    ['-2', -0.02],
    ['1e1', 0.1],
    ['29', 0.29],
  ])('reads %s as %d', (text, ratio) => {
    expect(parsePercent(text)).toEqual({ ok: true, value: ratio });
  });

  it.each(['', '%', 'abc', '2%%', '1,5', '0x10', 'NaN', 'Infinity', '1_000', '2 percent', '--1'])(
    'refuses %j',
    (text) => {
      expect(parsePercent(text).ok).toBe(false);
    },
  );

  it('says how to write a value that is out of range', () => {
    expect(stop.parse('0.6', 'STOP')).toEqual({
      ok: false,
      error:
        '"0.6" is read as 60% (for less than one percent write 0.6%); ' +
        'must be a percentage from 0.05% to 50%, or off (also 0), for example STOP=2%',
    });
    expect(stop.parse('60', 'STOP')).toEqual({
      ok: false,
      error: '"60" is read as 60%; must be a percentage from 0.05% to 50%, or off (also 0), for example STOP=2%',
    });
  });

  it('is switched off by 0 and by the word', () => {
    for (const text of ['0', '0.0', '0%', 'off', 'OFF', 'none']) {
      expect(stop.parse(text, 'STOP')).toEqual({ ok: true, value: undefined });
    }
  });

  it('warns about a large bare fraction and about nothing else', () => {
    expect(stop.caution('0.5')).toBe('is read as 50%; write 0.5% if that much is not meant');
    for (const text of ['0.02', '50', '50%', '0.5%', 'off', '0']) expect(stop.caution(text)).toBeUndefined();
  });

  it('prints what reads back as the same ratio', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (millionths) => {
        const ratio = millionths / 1_000_000;
        expect(parsePercent(formatPercent(ratio))).toEqual({ ok: true, value: ratio });
      }),
    );
  });
});
