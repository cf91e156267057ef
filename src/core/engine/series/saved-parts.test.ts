import { describe, expect, it } from 'vitest';
import { UnreadableSave } from '../../../domain/saved.ts';
import { type SavedPart, restoreParts } from './saved-parts.ts';

/** Takes back what it is given, unless that is its own failure. */
function failingWith(error: Error, taken: unknown[] = []): SavedPart {
  return {
    save: () => 'before',
    restore: (saved) => {
      taken.push(saved);
      if (saved !== 'before') throw error;
      return undefined;
    },
  };
}

describe('parts that are put back', () => {
  it('are as they were where what was saved cannot be read', () => {
    const taken: unknown[] = [];
    const parts = new Map([['one', failingWith(new UnreadableSave('odd'), taken)]]);
    expect(restoreParts(parts, { one: 1, other: 2 }, 'parts')).toEqual({ missing: ['one'], superfluous: ['other'] });
    expect(taken).toEqual([1, 'before']);
  });

  it('do not hide a failure of their own', () => {
    const parts = new Map([['one', failingWith(new RangeError('a mistake'))]]);
    expect(() => restoreParts(parts, { one: 1 }, 'parts')).toThrow('a mistake');
  });
});
