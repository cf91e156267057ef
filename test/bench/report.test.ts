import { describe, expect, it } from 'vitest';
import { comparisonTable } from '../../bench/compare/report.ts';

/** Theirs takes twice the time in most pairs, and half the memory. */
const measured = {
  id: 'B1',
  task: 'complete engine',
  pairs: [
    { oursMs: 100, theirsMs: 200 },
    { oursMs: 100, theirsMs: 100 },
    { oursMs: 200, theirsMs: 400 },
    { oursMs: 100, theirsMs: 300 },
    { oursMs: 100, theirsMs: 210 },
  ],
  oursMb: 200,
  theirsMb: 100,
};
const failed = { id: 'B6', task: 'paper runner', failure: 'they disagree' };

function cells(line = ''): string[] {
  return line.split('|').map((cell) => cell.trim());
}

describe('the table of two builds', () => {
  const lines = comparisonTable('abc1234', [measured, failed]).split('\n');

  it('shows the median of the ratios of pairs, theirs over ours, and how they spread', () => {
    expect(cells(lines[0]).slice(3, -1)).toEqual([
      'working tree',
      'abc1234',
      'ratio',
      'quartiles',
      'min – max',
      'memory',
    ]);
    expect(cells(lines[2]).slice(1, -1)).toEqual([
      'B1',
      'complete engine',
      '100 ms, 200 MB',
      '210 ms, 100 MB',
      '2.00×',
      '2.00 – 2.10',
      '1.00 – 3.00',
      '0.50×',
    ]);
  });

  it('names a row that failed, and says below it why', () => {
    expect(cells(lines[3]).slice(1, 6)).toEqual(['B6', 'paper runner', '', '', 'failed']);
    expect(lines.at(-1)).toBe('B6 failed: they disagree');
  });

  it('has lines of one length', () => {
    expect(new Set(lines.slice(0, 4).map(({ length }) => length)).size).toBe(1);
  });
});
