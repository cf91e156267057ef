import { describe, expect, it } from 'vitest';
import { shortHash } from './short-hash.ts';

describe('a short hash', () => {
  it.each(['', 'a', 'ab', 'ba', 'lane 0, level 12', '\u{1F600}'])(
    'of %j is eight letters or digits, and its own',
    (text) => {
      expect(shortHash(text)).toMatch(/^[0-9a-z]{8}$/);
      expect(shortHash(text)).toBe(shortHash(text));
    },
  );

  it('tells a hundred thousand names apart', () => {
    const seen = new Set<string>();
    for (let at = 0; at < 100_000; at += 1) seen.add(shortHash(`28v6q4c00:${at % 40}:${at}`));
    expect(seen.size).toBe(100_000);
  });
});
