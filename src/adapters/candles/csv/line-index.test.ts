import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineIndex } from './line-index.ts';

describe('LineIndex', () => {
  it('knows the line of every row among lines that are none', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 100 }), (isRow) => {
        const index = new LineIndex(2);
        const lines: number[] = [];
        for (const [at, row] of isRow.entries()) {
          expect(index.lineOf(lines.length)).toBe(at + 2);
          if (row) lines.push(at + 2);
          else index.skipLine(lines.length);
        }
        expect(lines.map((_, row) => index.lineOf(row))).toEqual(lines);
      }),
    );
  });
});
