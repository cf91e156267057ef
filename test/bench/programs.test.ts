import { describe, expect, it } from 'vitest';
import { listedPrograms } from '../../bench/compare/programs.ts';
import { COMPARE_ROWS, USUAL_IDS, optionsFor } from '../../bench/compare/rows.ts';
import { subjects } from '../../bench/subjects/index.ts';

const complaint = `file:///bench/subject.mjs:9
  throw new RangeError(\`no such program: \${name}; there are \${Object.keys(subjects).join(", ")}\`);
        ^

RangeError: no such program: ?; there are complete, averages, paper
    at file:///bench/subject.mjs:9:9

Node.js v24.21.0
`;

describe('programs of a build', () => {
  it('are read from its complaint, not from the line that makes it', () => {
    expect(listedPrograms(complaint)).toEqual(['complete', 'averages', 'paper']);
  });

  it.each(['', 'Error: cannot find package', 'RangeError: no such program: ?; there are '])(
    'are none where "%s" is all that was said',
    (said) => expect(listedPrograms(said)).toEqual([]),
  );

  it('are there for every row', () => {
    expect(COMPARE_ROWS.map(({ subject }) => subject).filter((name) => !(name in subjects))).toEqual([]);
    expect(USUAL_IDS.filter((usual) => !COMPARE_ROWS.some(({ id }) => id === usual))).toEqual([]);
  });

  it('get the candles of the bench, and a column cache of their own', () => {
    const series = { path: 'candles.bin', csv: import.meta.filename, candles: 10, warmUp: 2, title: 'ten' };
    const build = { name: 'abc1234', root: '/r', cacheDir: '/r/cache', subjectFile: '/r/cache/subject.mjs' };
    const told = COMPARE_ROWS.map((row) => ({ id: row.id, ...optionsFor(row, series, build) }));
    expect(told.map(({ candles, warmUp }) => `${candles} ${warmUp}`)).toEqual(told.map(() => 'candles.bin 2'));
    expect(told.find(({ id }) => id === 'B1-5')?.instruments).toBe(5);
    expect(told.find(({ id }) => id === 'B7')?.files).toEqual({ csv: series.csv, cacheDir: '/r/cache/columns' });
  });
});
