import { readFileSync, readdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { acceptDatabase } from '../integrity/examine.ts';
import { headsOf } from '../integrity/heads.ts';
import { SqliteJournal } from '../sqlite-journal.ts';
import { aLongRun, allEntries, archiveAll, asKilled, problemsOf } from '../testing/archived-run.ts';
import { openFailure, opened } from '../testing/opened.ts';
import { anEntry } from '../testing/sample-entries.ts';

/** A run of a hundred entries, 75 of them in five files, as a process leaves it that dies. */
async function anArchivedRun(entries = 100): Promise<string> {
  const { database, path } = aLongRun({ entries });
  await archiveAll(database);
  return asKilled(path);
}

/** The files, oldest first. */
function filesOf(path: string): string[] {
  const folder = join(dirname(path), 'archive');
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

function file(path: string, at: number): string {
  return filesOf(path)[at] ?? '';
}

function edit(path: string, sql: string): void {
  const raw = new Sqlite(path);
  raw.exec(sql);
  raw.close();
}

async function accept(path: string) {
  return await acceptDatabase(path, headsOf(path), { reason: 'why', timeMs: 5 });
}

type FileDamage = readonly [what: string, named: RegExp, damage: (path: string) => unknown];

const FILE_DAMAGES: readonly FileDamage[] = [
  ['a file that is gone', /16 to 30, is missing: put it back there/, (path) => rmSync(file(path, 1))],
  [
    'a bit in a file',
    /16 to 30, is not what was written: put a whole copy in its place/,
    (path) => {
      const bytes = readFileSync(file(path, 1));
      bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 8;
      writeFileSync(file(path, 1), bytes);
    },
  ],
  [
    'the digest in a file',
    /16 to 30, is not what was written/,
    (path) => {
      const bytes = readFileSync(file(path, 1));
      bytes[bytes.length - 40] = (bytes[bytes.length - 40] as number) ^ 1;
      writeFileSync(file(path, 1), bytes);
    },
  ],
  ['a file that was cut', /16 to 30, has 300 bytes, \d+ were written/, (path) => truncateSync(file(path, 1), 300)],
  [
    'bytes behind a file',
    /16 to 30, has \d+ bytes, \d+ were written/,
    (path) => writeFileSync(file(path, 1), Buffer.concat([readFileSync(file(path, 1)), Buffer.from('x')])),
  ],
  [
    'two files swapped',
    /(16 to 30|31 to 45), (has|is not) .*it holds entries (31 to 45|16 to 30) of run run-1/,
    (path) => {
      const [one, other] = [file(path, 1), file(path, 2)];
      renameSync(one, `${one}.aside`);
      renameSync(other, one);
      renameSync(`${one}.aside`, other);
    },
  ],
  [
    'a link in the place of a file',
    /16 to 30, cannot be read .* is a link/,
    (path) => {
      const one = file(path, 1);
      renameSync(one, join(dirname(path), 'elsewhere'));
      symlinkSync(join(dirname(path), 'elsewhere'), one);
    },
  ],
];

describe('damage to archive files', () => {
  it.each(FILE_DAMAGES)('of %s is named with what to do, and holds up no start', async (_what, named, damage) => {
    const path = await anArchivedRun();
    await damage(path);
    expect(problemsOf(path).join('\n')).toMatch(named);
    const database = opened(path);
    const journal = new SqliteJournal(database);
    expect(allEntries(journal, 76)).toHaveLength(25);
    expect(() => allEntries(journal)).toThrow(named);
    expect(() => allEntries(journal, 20)).toThrow(named);
    expect(journal.newest('checkpointMade', { fromSequence: 1, beforeSequence: 65 })).toBe(60);
    expect(() => journal.newest('checkpointMade', { fromSequence: 1, beforeSequence: 20 })).toThrow(named);
    // No file is opened for what none of them holds.
    expect(journal.newest('instrumentChanged', { fromSequence: 1 })).toBeUndefined();
  });

  it('of a file that is whole, and of another database, is seen by its entries and by its digest', async () => {
    const [path, other] = [await anArchivedRun(), await anArchivedRun(160)];
    writeFileSync(file(path, 1), readFileSync(file(other, 3)));
    expect(problemsOf(path).join('\n')).toMatch(/16 to 30, (has \d+ bytes|is not what was written)/);
  });
});

type RecordDamage = readonly [what: string, named: RegExp, sql: string];

const RECORD_DAMAGES: readonly RecordDamage[] = [
  [
    'the name of a file',
    /table journal_archive: at least one of its 5 rows/,
    `UPDATE journal_archive SET file = 'x.gz' WHERE first_sequence = 16`,
  ],
  [
    'the digest of a file',
    /archived entries 16 to 30 is not what the audit log says/,
    `UPDATE journal_archive SET sha256 = 'x' WHERE first_sequence = 16`,
  ],
  [
    'a range',
    /archived entries 31 to 45 does not follow entry 29/,
    'UPDATE journal_archive SET last_sequence = 29 WHERE first_sequence = 16',
  ],
  [
    'the last record deleted',
    /entries 61 to 75 were archived, and there is no record of it/,
    'DELETE FROM journal_archive WHERE first_sequence = 61',
  ],
  [
    'a record slipped in',
    /archived entries 76 to 78 is not what the audit log says/,
    `INSERT INTO journal_archive SELECT 76, 78, run_id, 0, 0, link_after, 'x', NULL, 'x.gz', 'x', 1, NULL, '{}'
      FROM journal_archive WHERE first_sequence = 61`,
  ],
  [
    'the link at which the journal goes on',
    /journal entries 76 to 78/,
    `UPDATE journal_archive SET link_after = 'x' WHERE first_sequence = 61`,
  ],
  [
    'the answer at which the journal goes on',
    /journal entries 76 to 78/,
    `UPDATE journal_archive SET answer_after = 'x' WHERE first_sequence = 61`,
  ],
  [
    'the first entry of the run',
    /table journal_archive: at least one of its 5 rows/,
    `UPDATE journal_archive SET opening = replace(opening, 'paper', 'other') WHERE first_sequence = 1`,
  ],
  [
    'the first entries in the table',
    /journal entries 76 to 80 are missing/,
    'DELETE FROM journal WHERE sequence <= 80',
  ],
  [
    'an entry behind the archives',
    /journal entries 76 to 78/,
    'UPDATE journal SET time_ms = time_ms + 1 WHERE sequence = 77',
  ],
];

describe('damage to what is on record of archives', () => {
  it.each(RECORD_DAMAGES)('as %s is refused at the start, and named by an examination', async (_what, named, sql) => {
    const path = await anArchivedRun();
    edit(path, sql);
    const failure = openFailure(path);
    expect(failure.message).toMatch(named);
    expect(failure.code).toBe('corrupt');
    expect(problemsOf(path).join('\n')).toMatch(named);
  });

  it('is not accepted, as that of the journal behind it is', async () => {
    const path = await anArchivedRun();
    edit(path, 'UPDATE journal SET time_ms = time_ms + 1 WHERE sequence = 77');
    expect(await accept(path)).toEqual({ ok: true, value: 'sealed' });
    expect(problemsOf(path)).toEqual([]);
    expect(allEntries(new SqliteJournal(opened(path)))).toHaveLength(100);
    const other = await anArchivedRun();
    edit(other, `UPDATE journal_archive SET sha256 = 'x' WHERE first_sequence = 16`);
    const refused = await accept(other);
    expect(!refused.ok && refused.error.message).toMatch(/16 to 30 is not what the audit log says/);
  });
});

describe('a database without its archives', () => {
  it('is a whole one to start with, and an incomplete one to examine', async () => {
    const path = await anArchivedRun();
    rmSync(join(dirname(path), 'archive'), { recursive: true });
    expect(problemsOf(path)).toHaveLength(5);
    const database = opened(path);
    const journal = new SqliteJournal(database);
    journal.append({ sequence: 101, timeMs: 1, event: { type: 'timerFired', clockDriftMs: 0 } });
    journal.flush();
    expect(journal.head).toBe(101);
  });
});

describe('a head from long ago', () => {
  it('is found in the past of the database, in the files as well', async () => {
    const { database, journal, path } = aLongRun({ entries: 40 });
    const old = readFileSync(`${path}.head`);
    for (let sequence = 41; sequence <= 100; sequence += 1) {
      journal.append(anEntry(sequence, { type: 'checkpointMade', state: '{}' }));
      if (sequence % 4 === 0) journal.flush();
    }
    await archiveAll(database);
    expect(journal.archived).toBeGreaterThan(40);
    const copy = asKilled(path);
    writeFileSync(`${copy}.head`, old);
    expect(problemsOf(copy)).toEqual([]);
    rmSync(join(dirname(copy), 'archive'), { recursive: true });
    expect(openFailure(copy).message).toMatch(/does not contain what its head/);
  });
});
