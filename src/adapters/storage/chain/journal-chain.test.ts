import { describe, expect, it } from 'vitest';
import { CHAIN_START, type ChainBreak, ChainWalk, type JournalRow, describeBreak, linkRows } from './journal-chain.ts';

function aRow(sequence: number, answer: JournalRow[4] = null): JournalRow {
  return [sequence, 1000 * sequence, 'candleClosed', `["candleClosed",${sequence}]`, answer, null];
}

/** Rows 1 to `last`, in commits that end at these sequences. */
function chained(ends: readonly number[], answers: Readonly<Record<number, JournalRow[4]>> = {}): JournalRow[] {
  const rows: JournalRow[] = [];
  let end = CHAIN_START;
  for (const last of ends) {
    const commit: JournalRow[] = [];
    for (let sequence = end.sequence + 1; sequence <= last; sequence += 1) {
      commit.push(aRow(sequence, answers[sequence] ?? null));
    }
    end = linkRows(end, commit);
    (commit.at(-1) as JournalRow)[5] = end.link;
    rows.push(...commit);
  }
  return rows;
}

function walked(rows: readonly JournalRow[], start: ChainWalk = new ChainWalk(CHAIN_START)): ChainBreak[] {
  return rows.flatMap((row) => start.take(row) ?? []);
}

describe('the chain over the journal', () => {
  it('holds for what was written, whatever the size of its commits', () => {
    expect(walked(chained([1, 4, 5, 1200], { 2: 'a', 4: 'b', 600: 'c' }))).toEqual([]);
  });

  it.each([
    ['a time', (row: JournalRow) => void (row[1] += 1)],
    ['a type', (row: JournalRow) => void (row[2] = 'candleBackfilled')],
    ['a payload', (row: JournalRow) => void (row[3] = row[3].replace('5', '6'))],
    ['the type of a column', (row: JournalRow) => void row.splice(3, 1, Buffer.from(row[3]) as never)],
    ['an answer', (row: JournalRow) => void (row[4] = 'other')],
    ['an answer that is gone', (row: JournalRow) => void (row[4] = null)],
  ])('breaks where %s was changed, and nowhere else', (_what, change) => {
    const rows = chained([3, 6, 9], { 5: 'answer' });
    change(rows[4] as JournalRow);
    expect(walked(rows)).toEqual([{ from: 4, to: 6, problem: 'changed' }]);
  });

  it.each([
    ['a bit', (row: JournalRow) => void (row[4] = Buffer.from([1, 254, 6]))],
    ['the end', (row: JournalRow) => void (row[4] = Buffer.from([1, 255]))],
    ['the type of the column', (row: JournalRow) => void (row[4] = Buffer.from([1, 255, 6]).toString('latin1'))],
    ['the type of the column to a number', (row: JournalRow) => void (row[4] = 7 as never)],
  ])('breaks where %s of an answer in bytes was changed, and nowhere else', (_what, change) => {
    const answer = Buffer.from([1, 255, 6]);
    const rows = chained([3, 6, 9], { 5: answer, 6: answer });
    expect(walked(rows)).toEqual([]);
    change(rows[4] as JournalRow);
    expect(walked(rows)).toEqual([{ from: 4, to: 6, problem: 'changed' }]);
    const later = chained([3, 6, 9], { 6: answer });
    change(later[5] as JournalRow);
    expect(walked(later)).toEqual([{ from: 7, to: 9, problem: 'changed' }]);
  });

  it('covers the answer to the last entry of a commit with the next one, because it may arrive later', () => {
    const rows = chained([3, 6, 9], { 6: 'answer' });
    (rows[5] as JournalRow)[4] = 'other';
    expect(walked(rows)).toEqual([{ from: 7, to: 9, problem: 'changed' }]);
  });

  it('breaks where two entries change places', () => {
    const rows = chained([3, 6]);
    const [second, third] = [rows[1], rows[2]] as [JournalRow, JournalRow];
    rows[1] = [2, ...third.slice(1, 5), second[5]] as JournalRow;
    rows[2] = [3, ...second.slice(1, 5), third[5]] as JournalRow;
    expect(walked(rows)).toEqual([{ from: 1, to: 3, problem: 'changed' }]);
  });

  it('breaks where whole commits change places', () => {
    const rows = chained([2, 4, 6]);
    const swapped = [...rows.slice(2, 4), ...rows.slice(0, 2), ...rows.slice(4)];
    const renumbered = swapped.map((row, at): JournalRow => [at + 1, row[1], row[2], row[3], row[4], row[5]]);
    expect(walked(renumbered)[0]).toEqual({ from: 1, to: 2, problem: 'changed' });
  });

  it('breaks where a commit stands in the place of another one, its own link with it', () => {
    const other = chained([3, 6], { 1: 'of another run' });
    const rows = [...other.slice(0, 3), ...chained([3, 6]).slice(3)];
    expect(walked(rows)).toEqual([{ from: 4, to: 6, problem: 'changed' }]);
  });

  it('names entries that are missing', () => {
    const rows = chained([3, 6, 9]);
    expect(walked([...rows.slice(0, 3), ...rows.slice(5)])).toEqual([{ from: 4, to: 5, problem: 'missing' }]);
  });

  it('breaks at the next link where one was taken away', () => {
    const rows = chained([3, 6, 9]);
    (rows[2] as JournalRow)[5] = null;
    expect(walked(rows)).toEqual([{ from: 1, to: 6, problem: 'changed' }]);
  });

  it('can be followed from the middle, from the first link on', () => {
    const rows = chained([3, 6, 9]);
    expect(walked(rows.slice(1), new ChainWalk(undefined))).toEqual([]);
    (rows[7] as JournalRow)[3] = 'changed';
    expect(walked(rows.slice(1), new ChainWalk(undefined))).toEqual([{ from: 7, to: 9, problem: 'changed' }]);
  });

  it('is told as a place', () => {
    expect(describeBreak({ from: 4, to: 4, problem: 'missing' })).toBe('journal entry 4 is missing');
    expect(describeBreak({ from: 4, to: 6, problem: 'changed' })).toContain('journal entries 4 to 6');
  });
});
