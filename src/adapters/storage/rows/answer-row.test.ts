import { hash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAnswerCell, encodeAnswerCell } from './answer-row.ts';
import { USUAL_WORDS } from './usual-words.ts';

const FACTS =
  '4e0247a478d2538b0ebc680a3fa4a5 {"protective":[[543,null,"waiting",1579565100000,null],[544,null,"waiting",' +
  '1579565100000,null]],"laneParts":[[0,null,null,["protected",1579565100000,272,3328.142,"stop-loss",332814.2,' +
  '"take-profit","~NaN","",false],null]]}';

function bytesOf(text: string): Buffer {
  const cell = encodeAnswerCell(text);
  if (typeof cell === 'string') throw new Error('it must be a blob');
  return Buffer.from(cell);
}

describe('an answer in a row', () => {
  it('reads back letter for letter', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.json(), fc.constant(FACTS));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), (parts) => {
        // Half of a surrogate pair has no bytes of its own.
        const whole = parts.join(' ').toWellFormed();
        expect(decodeAnswerCell(encodeAnswerCell(whole))).toEqual({ ok: true, value: whole });
      }),
    );
    expect(decodeAnswerCell(null)).toEqual({ ok: true, value: null });
  });

  it('stays text when it is short, and when an earlier version wrote it', () => {
    expect(encodeAnswerCell('4e0247a478d2538b0ebc680a3fa4a5')).toBe('4e0247a478d2538b0ebc680a3fa4a5');
    expect(encodeAnswerCell('x'.repeat(199))).toBe('x'.repeat(199));
    expect(decodeAnswerCell(FACTS)).toEqual({ ok: true, value: FACTS });
  });

  it('is a blob of less than half its length when it holds many facts', () => {
    expect(bytesOf(FACTS).length).toBeLessThan(FACTS.length / 2);
    expect(bytesOf(FACTS)[0]).toBe(1);
  });

  it('of a long one is read as well', () => {
    const long = Array.from({ length: 20_000 }, (_, n) => hash('sha256', `${n}`)).join(' ');
    expect(decodeAnswerCell(encodeAnswerCell(long))).toEqual({ ok: true, value: long });
  });

  it('is told by words of which none may change', () => {
    expect(hash('sha256', USUAL_WORDS)).toBe('af71012bf71166435c57391d9542e1bd3469dde3d6a0bdb3e63ef154349960f4');
  });

  it('of a form that a newer version writes is refused', () => {
    expect(decodeAnswerCell(Buffer.from([2, 0, 0]))).toEqual({
      ok: false,
      error: 'its answer is of the unknown form 2',
    });
    expect(decodeAnswerCell(Buffer.alloc(0)).ok).toBe(false);
  });

  it('that is damaged is refused', () => {
    const whole = bytesOf(FACTS);
    expect(decodeAnswerCell(whole.subarray(0, -3))).toEqual({
      ok: false,
      error: expect.stringContaining('its answer is damaged'),
    });
    const foreign = Buffer.concat([Buffer.from([1]), deflateRawSync(Buffer.alloc(65 * 1024 * 1024))]);
    expect(decodeAnswerCell(foreign).ok).toBe(false);
  });
});
