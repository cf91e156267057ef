import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TEXT_LENGTH, plainText, visibleJson, visibleText } from './text.ts';

/** What a terminal or a reader would fall for, written down apart from the patterns. */
const CODES = [
  ...Array.from({ length: 32 }, (_, code) => code),
  ...Array.from({ length: 33 }, (_, code) => 0x7f + code),
  0xad,
  0x61c,
  0x200b,
  0x200e,
  0x200f,
  0x2028,
  0x2029,
  0x202a,
  0x202e,
  0x2060,
  0x2066,
  0x2069,
  0xd800,
  0xdfff,
  0xfeff,
  0xe0001,
];
const anyText = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 3 }),
    fc.constantFrom(...CODES.map((code) => String.fromCodePoint(code))),
  ),
});

function unseen(text: string): string[] {
  return Array.from(text).filter((character) => CODES.includes(character.codePointAt(0) ?? 0));
}

describe('visible text', () => {
  it.each([
    ['plain, ä, 日本, 🙂', 'plain, ä, 日本, 🙂'],
    ['a\nb\r\tc', String.raw`a\nb\r\tc`],
    ['\x1b[31mred\x1b[0m', String.raw`\x1b[31mred\x1b[0m`],
    ['\x1b]0;title\x07', String.raw`\x1b]0;title\x07`],
    ['\x9b2J\x7f\0', String.raw`\x9b2J\x7f\x00`],
    ['sell\u202eyub', String.raw`sell\u202eyub`],
    ['a\u2028b\ufeff\u200b', String.raw`a\u2028b\ufeff\u200b`],
    ['half \ud83d', String.raw`half \ud83d`],
    [`tag${String.fromCodePoint(0xe0001)}`, String.raw`tag\u{e0001}`],
  ])('%j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('keeps what it is asked to keep', () => {
    expect(visibleText('a\nb\tc\x1b', '\n')).toBe('a\nb\\tc\\x1b');
  });

  it('holds nothing unseen, whatever it was', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(unseen(visibleText(text))).toEqual([]);
      }),
    );
  });
});

describe('plain text', () => {
  it('is cut at its limit, says how long it was, and is as it is when it is short', () => {
    expect(plainText('short')).toBe('short');
    expect(plainText('x'.repeat(MAX_TEXT_LENGTH))).toHaveLength(MAX_TEXT_LENGTH);
    const cut = plainText('x'.repeat(5_000_000));
    expect(cut).toHaveLength(MAX_TEXT_LENGTH);
    expect(cut).toMatch(/^x+… \(5000000 characters\)$/);
  });

  it('is visible, bounded, and the same when it is made twice, whatever it was', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 40, max: 200 }), (text, limit) => {
        const once = plainText(text.repeat(20), limit);
        expect(once.length).toBeLessThanOrEqual(limit);
        expect(unseen(once)).toEqual([]);
        expect(plainText(once, limit)).toBe(once);
      }),
    );
  });
});

describe('visible JSON', () => {
  it('says the same with nothing unseen but the breaks between its values', () => {
    const value = fc.dictionary(anyText, fc.oneof(anyText, fc.array(anyText), fc.integer()));
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2), (told, indent) => {
        const json = JSON.stringify(told, undefined, indent);
        const shown = visibleJson(json);
        expect(JSON.parse(shown)).toEqual(JSON.parse(json));
        expect(unseen(shown).filter((character) => character !== '\n')).toEqual([]);
      }),
    );
  });
});
