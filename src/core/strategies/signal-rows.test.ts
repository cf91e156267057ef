import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SignalRows, parseSignalRows } from './signal-rows.ts';

const T = 1_735_689_600_000;

function rowsOf(contents: string): SignalRows {
  const parsed = parseSignalRows(contents);
  if (!parsed.ok) throw new Error(parsed.error.join('\n'));
  return parsed.value;
}

function problemsOf(...lines: readonly string[]): readonly string[] {
  const parsed = parseSignalRows(lines.join('\n'));
  return parsed.ok ? [] : parsed.error;
}

function entriesAt(times: readonly number[]): string {
  return times.map((time) => `${time},1,0`).join('\n');
}

describe('signal rows', () => {
  it.each([
    ['with a header', `timestamp_ms,enter,exit,tag\n${T},1,0,dip\n${T + 1},0,1,\n`],
    ['without a header', `${T},1,0,dip\n${T + 1},0,1`],
    [
      'with Windows line ends and a byte order mark',
      `\uFEFFtimestamp_ms,enter,exit,tag\r\n${T},1,0,dip\r\n${T + 1},0,1,\r\n`,
    ],
    ['with words for flags, spaces and blank lines', `\n ${T} , TRUE , false , dip\n\n${T + 1},,true`],
    ['with rows that want nothing', `${T - 1},0,0\n${T},1,0,dip\n${T + 1},0,1`],
  ])('%s are read', (_, contents) => {
    expect(rowsOf(contents)).toEqual({
      length: 2,
      openTimeMs: Float64Array.of(T, T + 1),
      enters: Uint8Array.of(1, 0),
      exits: Uint8Array.of(0, 1),
      tags: ['dip', ''],
    });
  });

  it('that are wrong are reported all at once, with line and column', () => {
    expect(
      problemsOf(
        'timestamp_ms,enter,exit,tag',
        `${T},1,0`,
        `${T},0,1`,
        `${T - 5},1,0`,
        `soon,yes,0`,
        `${T + 1},1`,
        `${T + 2},1,0,a,b`,
        `1735689600,1,0`,
        `1735689600000000,0,no`,
      ),
    ).toEqual([
      `line 3, column 1 (timestamp_ms): must occur once, ${T} is on line 2 too`,
      `line 4, column 1 (timestamp_ms): must ascend, ${T - 5} follows ${T}`,
      'line 5, column 1 (timestamp_ms): must be whole milliseconds since 1970 like 1735689600000, value was "soon"',
      'line 5, column 2 (enter): must be 0, 1, true, false or empty, value was "yes"',
      'line 6, column 3: a row has 3 or 4 columns (timestamp_ms,enter,exit[,tag]), it had 2',
      'line 7, column 5: a row has 3 or 4 columns (timestamp_ms,enter,exit[,tag]), it had 5',
      'line 8, column 1 (timestamp_ms): must be whole milliseconds since 1970 like 1735689600000, value was "1735689600" (these look like seconds)',
      'line 9, column 1 (timestamp_ms): must be whole milliseconds since 1970 like 1735689600000, value was "1735689600000000" (too fine a unit)',
      'line 9, column 3 (exit): must be 0, 1, true, false or empty, value was "no"',
    ]);
  });

  it('that fall back in time are each measured against the latest one before them', () => {
    expect(problemsOf(`${T},1,0`, `${T - 9},1,0`, `${T - 5},1,0`, `${T + 1},1,0`)).toEqual([
      `line 2, column 1 (timestamp_ms): must ascend, ${T - 9} follows ${T}`,
      `line 3, column 1 (timestamp_ms): must ascend, ${T - 5} follows ${T}`,
    ]);
  });

  it.each(['', '\n\n', 'timestamp_ms,enter,exit'])('must be there: %j is refused', (contents) => {
    expect(problemsOf(contents)).toEqual([expect.stringContaining('must hold rows')]);
  });

  it('do not take a header in the middle of the file', () => {
    expect(problemsOf(`${T},1,0`, 'timestamp_ms,enter,exit')[0]).toContain('line 2, column 1');
  });

  it('are read whatever they are, and any order but the ascending one is refused', () => {
    const times = fc.uniqueArray(fc.integer({ min: 1e12, max: 2e12 }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(times, (unsorted) => {
        const sorted = unsorted.toSorted((a, b) => a - b);
        expect([...rowsOf(entriesAt(sorted)).openTimeMs]).toEqual(sorted);
        const isSorted = unsorted.every((time, index) => time === sorted[index]);
        expect(parseSignalRows(entriesAt(unsorted)).ok).toBe(isSorted);
      }),
    );
  });

  it('never throw on any text', () => {
    fc.assert(fc.property(fc.string(), (contents) => typeof parseSignalRows(contents).ok === 'boolean'));
  });
});
