import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { SqliteJournal } from '../sqlite-journal.ts';
import { aLongRun, allEntries, archiveAll, asKilled, keptEntries, problemsOf } from '../testing/archived-run.ts';
import { opened } from '../testing/opened.ts';
import { aCandleClosed, anEntry } from '../testing/sample-entries.ts';

function inTable(journal: { readonly database: ReturnType<typeof opened> }): readonly [first: number, count: number] {
  return journal.database.connection
    .prepare<[], [number, number]>('SELECT min(sequence), count(*) FROM journal')
    .raw()
    .get() as [number, number];
}

function sequencesOf(journal: SqliteJournal, from = 1): number[] {
  return allEntries(journal, from).map(({ entry }) => entry.sequence);
}

describe('archiving', () => {
  it('moves entries into files that hold them as they were, and reading goes on from file to table', async () => {
    const { database, journal, path } = aLongRun({ entries: 100 });
    const before = allEntries(journal);
    const records = await archiveAll(database);
    expect(records.map(({ first, last }) => [first, last])).toEqual([
      [1, 15],
      [16, 30],
      [31, 45],
      [46, 60],
      [61, 75],
    ]);
    expect(inTable({ database })).toEqual([76, 25]);
    expect(journal.archived).toBe(75);
    expect(allEntries(journal)).toEqual(before);
    expect(allEntries(journal, 23)).toEqual(before.slice(22));
    expect(problemsOf(path)).toEqual([]);
  });

  it('writes files for their owner alone, that zcat reads', async () => {
    const { database, path } = aLongRun({ entries: 100 });
    const [record] = await archiveAll(database);
    const folder = join(dirname(path), 'archive');
    const file = join(folder, record?.file ?? '');
    expect(record?.file).toMatch(/^cab\.db-[0-9a-f]{8}-run-1-000000000001-000000000015-[0-9a-f]{8}\.jsonl\.gz$/);
    expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
    const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split('\n');
    expect(lines).toHaveLength(17);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject([
      1,
      expect.any(Number),
      'runStarted',
      expect.any(String),
      null,
      null,
    ]);
    expect(JSON.parse(lines[15] ?? '')).toMatchObject({ format: 1, run: 'run-1', first: 1, last: 15, before: '' });
    expect(JSON.parse(lines[16] ?? '')).toMatchObject({ sha256: record?.sha256 });
    expect(readdirSync(folder)).toHaveLength(5);
  });

  it('goes on with a journal that goes on, and finds nothing to do twice', async () => {
    const { database, journal } = aLongRun({ entries: 60 });
    expect(await archiveAll(database)).toHaveLength(2);
    expect(await archiveAll(database)).toEqual([]);
    for (let sequence = 61; sequence <= 200; sequence += 1) {
      journal.append(anEntry(sequence, sequence % 20 === 0 ? { type: 'checkpointMade', state: '{}' } : undefined));
      if (sequence % 5 === 0) journal.flush();
    }
    expect((await archiveAll(database))[0]).toMatchObject({ first: 31, last: 45 });
    expect(sequencesOf(journal)).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
  });

  it('finds the newest entry of a type in files as well, by sequence and by time', async () => {
    const { database, journal } = aLongRun({ entries: 200 });
    await archiveAll(database);
    const newest = (range: object) => journal.newest('checkpointMade', { fromSequence: 1, ...range });
    expect(newest({})).toBe(200);
    expect(newest({ beforeSequence: 60 })).toBe(40);
    expect(newest({ beforeSequence: 41, fromSequence: 41 })).toBeUndefined();
    expect(newest({ untilMs: anEntry(99).timeMs })).toBe(80);
    expect(newest({ untilMs: anEntry(20).timeMs })).toBe(20);
    expect(newest({ untilMs: anEntry(19).timeMs })).toBeUndefined();
    expect(journal.newest('candleClosed', { fromSequence: 1, beforeSequence: 21 })).toBe(19);
  });

  it('keeps the first entry of a run where a start finds it without any file', async () => {
    const { database, journal, path } = aLongRun({ entries: 100, starts: [1, 40] });
    const before = allEntries(journal);
    const records = await archiveAll(database, { kept: keptEntries({ runSequence: 40 }) });
    expect(records.map(({ first, last, runId }) => [first, last, runId])).toEqual([
      [1, 15, 'run-1'],
      [16, 30, 'run-1'],
      [31, 39, 'run-1'],
      [40, 54, 'run-40'],
      [55, 69, 'run-40'],
    ]);
    const copy = asKilled(path);
    for (const name of readdirSync(join(dirname(copy), 'archive'))) {
      writeFileSync(join(dirname(copy), 'archive', name), '');
    }
    const alone = new SqliteJournal(opened(copy));
    for (const start of [1, 40]) {
      const [page] = alone.pages(start);
      expect(page).toEqual([before[start - 1]]);
    }
    expect(() => sequencesOf(alone, 40)).toThrow(/archive file .*000000000040-000000000054.* has 0 bytes/);
  });
});

describe('the space of entries that were archived', () => {
  it('takes the next entries, and is given back when the file is written anew, which is whole then', async () => {
    const { database, journal, path } = aLongRun({ entries: 3000, checkpointEvery: 100, commitEvery: 50 });
    await archiveAll(database, { kept: keptEntries({ segmentEntries: 500 }) });
    database.connection.pragma('wal_checkpoint(TRUNCATE)');
    const [size, unused] = [statSync(path).size, database.unusedBytes];
    expect(unused).toBeGreaterThan(100_000);
    for (let sequence = 3001; sequence <= 4000; sequence += 1) journal.append(anEntry(sequence));
    journal.flush();
    database.connection.pragma('wal_checkpoint(TRUNCATE)');
    expect(statSync(path).size).toBe(size);
    const left = database.unusedBytes;
    expect(left).toBeLessThan(unused);
    const before = allEntries(journal);
    database.compact();
    database.connection.pragma('wal_checkpoint(TRUNCATE)');
    expect(statSync(path).size).toBeLessThanOrEqual(size - left);
    expect(allEntries(journal)).toEqual(before);
    expect(problemsOf(path)).toEqual([]);
  });
});

describe('what is kept', () => {
  it.each([
    ['the newest entries', { keptEntries: 70 }, 30],
    ['everything that is younger in market time', { keptMs: 45 * 60_000 }, 30],
    ['what comes behind the checkpoint that is proven', { provenSequence: 60 }, 30],
    ['the two newest checkpoints', { keptEntries: 0 }, 75],
    ['all while no checkpoint is proven', { provenSequence: undefined }, 0],
    ['all while a part is not full', { segmentEntries: 91 }, 0],
  ])('is %s', async (_what, changes, archived) => {
    const { database, journal } = aLongRun({ entries: 100 });
    await archiveAll(database, { kept: keptEntries({ provenSequence: 100, ...changes }) });
    expect(journal.archived).toBe(archived);
  });

  it('of runs that are over is what the newest entries hold of them', async () => {
    const { database, journal } = aLongRun({ entries: 100, starts: [1, 49] });
    const kept = keptEntries({ runSequence: 49, keptMs: 1e12 });
    expect((await archiveAll(database, { kept })).at(-1)).toMatchObject({ first: 46, last: 48 });
    expect(journal.archived).toBe(48);
  });

  it('ends with a commit, however long that is, and with the next run where none ends between them', async () => {
    const { database, journal } = aLongRun({ entries: 140, starts: [1, 50], commitEvery: 35 });
    const before = allEntries(journal);
    const records = await archiveAll(database, { kept: keptEntries({ runSequence: 50 }) });
    expect(records.map(({ last }) => last)).toEqual([35, 70, 105]);
    const [opening] = journal.pages(50);
    expect(opening).toEqual([before[49]]);
    expect(allEntries(journal)).toEqual(before);
  });
});

describe('a process that dies while it archives', () => {
  it('loses nothing at any step, and the next attempt ends where this one would have', async () => {
    const { database, journal, path } = aLongRun({ entries: 1300, checkpointEvery: 100, commitEvery: 7 });
    const kept = keptEntries({ segmentEntries: 1100 });
    const before = allEntries(journal);
    const copies: [step: string, path: string][] = [];
    await archiveAll(database, { kept, atStep: (step) => copies.push([step, asKilled(path)]) });
    expect(new Set(copies.map(([step]) => step))).toEqual(
      new Set(['planned', 'writing', 'written', 'verified', 'recorded', 'deleting', 'deleted']),
    );
    for (const [, copy] of copies) {
      expect(problemsOf(copy)).toEqual([]);
      const again = opened(copy);
      expect(allEntries(new SqliteJournal(again))).toEqual(before);
      await archiveAll(again, { kept });
      expect(inTable({ database: again })).toEqual(inTable({ database }));
      expect(allEntries(new SqliteJournal(again))).toEqual(before);
      again.close();
      expect(problemsOf(copy)).toEqual([]);
      expect(readdirSync(join(dirname(copy), 'archive'))).toEqual(readdirSync(join(dirname(path), 'archive')));
    }
  });

  it('deletes no entry whose file is gone or was changed since', async () => {
    const { database, path } = aLongRun({ entries: 100 });
    let copy = '';
    await archiveAll(database, {
      atStep: (step) => {
        if (step === 'recorded') copy ||= asKilled(path);
      },
    });
    const [name = ''] = readdirSync(join(dirname(copy), 'archive'));
    const file = join(dirname(copy), 'archive', name);
    const bytes = readFileSync(file);
    bytes[40] = (bytes[40] as number) ^ 1;
    writeFileSync(file, bytes);
    const again = opened(copy);
    await expect(archiveAll(again)).rejects.toThrow(/is not what was written/);
    expect(inTable({ database: again })).toEqual([1, 100]);
  });

  it('puts nothing on record that does not read back as it was', async () => {
    const { database, path } = aLongRun({ entries: 100 });
    const damage = (): void => {
      const [name = ''] = readdirSync(join(dirname(path), 'archive'));
      writeFileSync(join(dirname(path), 'archive', name), 'x', { flag: 'a' });
    };
    let isDone = false;
    const atStep = (step: string): void => {
      if (step === 'written' && !isDone) damage();
      isDone ||= step === 'written';
    };
    await expect(archiveAll(database, { atStep })).rejects.toThrow(/1 to 15, has \d+ bytes/);
    expect(inTable({ database })).toEqual([1, 100]);
    expect(problemsOf(path)).toEqual([]);
    await archiveAll(database);
    expect(inTable({ database })).toEqual([76, 25]);
    expect(problemsOf(path)).toEqual([]);
  });

  it('archives no entry that is not what was written', async () => {
    const { database, path } = aLongRun({ entries: 100 });
    database.connection.exec('UPDATE journal SET time_ms = time_ms + 1 WHERE sequence = 20');
    await expect(archiveAll(database)).rejects.toThrow(/journal entries 19 to 21/);
    expect(inTable({ database })).toEqual([16, 85]);
    expect(readdirSync(join(dirname(path), 'archive'))).toHaveLength(1);
  });

  it('leaves everything in the table when nothing can be written', async () => {
    const { database, path } = aLongRun({ entries: 100 });
    writeFileSync(join(dirname(path), 'archive'), '');
    await expect(archiveAll(database)).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(inTable({ database })).toEqual([1, 100]);
    expect(existsSync(join(dirname(path), 'archive', 'x'))).toBe(false);
  });
});

describe('a bot that trades meanwhile', () => {
  it('appends and reads between any two steps', async () => {
    const { database, journal } = aLongRun({ entries: 1300, checkpointEvery: 100, commitEvery: 7 });
    const half = journal.pages(1)[Symbol.iterator]();
    const read: number[] = [];
    const take = (): void => {
      for (const { entry } of half.next().value ?? []) read.push(entry.sequence);
    };
    await archiveAll(database, {
      kept: keptEntries({ segmentEntries: 1100 }),
      atStep: () => {
        journal.append(anEntry(journal.head + 1, aCandleClosed(journal.head + 1)));
        journal.flush();
        if (read.length < 1000) take();
      },
    });
    for (let next = half.next(); next.done !== true; next = half.next()) {
      for (const { entry } of next.value) read.push(entry.sequence);
    }
    expect(read).toEqual(Array.from({ length: journal.head }, (_, at) => at + 1));
    expect(sequencesOf(journal)).toEqual(read);
  });
});
