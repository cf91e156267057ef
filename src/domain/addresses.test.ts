import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysInAddress, maskAddresses } from './addresses.ts';

const KEY = 'canary0f31c2canary0f31c2';

describe('an address that is shown', () => {
  it.each([
    [`https://h.example/v1?apikey=${KEY}&limit=1`, 'https://h.example/v1?apikey=[redacted]&limit=[redacted]'],
    [`https://h.example/v1?${KEY}`, 'https://h.example/v1?[redacted]'],
    [`https://h.example/v1?a=1&${KEY}`, 'https://h.example/v1?a=[redacted]&[redacted]'],
    [`https://h.example/${KEY}/dxy.json`, 'https://h.example/[redacted]/dxy.json'],
    [`https://h.example/v1#${KEY}`, 'https://h.example/v1#[redacted]'],
    [`postgres://me:${KEY}@h:5432/bot`, 'postgres://[redacted]@h:5432/bot'],
    [`https://me:pa/ss?wo#rd@${KEY}@h/x`, 'https://[redacted]@h/x'],
    [
      `see https://h.example/?k=${KEY}, twice: https://h.example/?k=${KEY}`,
      'see https://h.example/?k=[redacted] twice: https://h.example/?k=[redacted]',
    ],
    ['https://api.coingecko.com/api/v3/global', 'https://api.coingecko.com/api/v3/global'],
    ['http://localhost:11434/v1', 'http://localhost:11434/v1'],
    ['no address at all', 'no address at all'],
  ])('%s', (address, shown) => {
    expect(maskAddresses(address)).toBe(shown);
  });

  it('never holds the key, wherever in it that stands', () => {
    const key = fc.stringMatching(/^[a-z0-9]{23}[0-9]$/);
    const place = fc.constantFrom(
      (text: string) => `https://${text}@host/a`,
      (text: string) => `https://me:${text}@host/a?b=c`,
      (text: string) => `https://host/${text}`,
      (text: string) => `https://host/a/${text}/b`,
      (text: string) => `https://host?x=${text}`,
      (text: string) => `https://host/?${text}`,
      (text: string) => `https://host/?a=b&x=${text}#y`,
      (text: string) => `https://host/#${text}`,
    );
    fc.assert(
      fc.property(key, place, (text, put) => {
        expect(maskAddresses(put(text))).not.toContain(text);
        expect(keysInAddress(put(text))).toContain(text);
      }),
    );
  });
});

describe('the keys in an address', () => {
  it('are what is to be searched for, as written and as meant, and no ordinary word', () => {
    expect(keysInAddress('https://h/v1?format=json&key=abc%2Fdefgh')).toEqual(['abc%2Fdefgh', 'abc/defgh']);
    expect(keysInAddress('redis://:pass@h')).toEqual(['pass']);
    expect(keysInAddress('https://api.alternative.me/fng/')).toEqual([]);
    expect(keysInAddress('123456:no-address')).toEqual([]);
  });
});
