import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTooDeep } from './json-body.ts';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

describe('depth', () => {
  it('agrees with the parsed value, whatever its strings hold', () => {
    const texts = fc.oneof(fc.string(), fc.constantFrom('[[[[', '"[', '\\"{', '\\\\', ']]'));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'medium' }, texts, fc.integer(), tie('list'), tie('map')),
      list: fc.array(tie('value'), { maxLength: 3 }),
      map: fc.dictionary(texts, tie('value'), { maxKeys: 3 }),
    }));
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 4 }), (any, limit) => {
        expect(isTooDeep(JSON.stringify(any), limit)).toBe(depthOf(any) > limit);
      }),
    );
  });

  it('is judged without recursion', () => {
    expect(isTooDeep('['.repeat(1_000_000))).toBe(true);
    expect(isTooDeep('"['.repeat(1_000_000))).toBe(true);
  });
});
