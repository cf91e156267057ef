/** Files that are taken away, or exchanged, while a bot has them open. */
import { cpSync, existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { entriesOf } from '../../../../test/support/at-once.ts';
import type { Database } from '../database.ts';
import { SqliteJournal } from '../sqlite-journal.ts';
import { openFailure, opened } from '../testing/opened.ts';
import { anEntry } from '../testing/sample-entries.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

interface Writing {
  readonly folder: string;
  readonly path: string;
  readonly database: Database;
  readonly journal: SqliteJournal;
}

/** A database in a folder of its own with one entry in it. */
function begin(): Writing {
  const folder = join(temporaryFolder(), 'data');
  const path = join(folder, 'cab.db');
  const database = opened(path);
  const journal = new SqliteJournal(database);
  journal.append(anEntry(1));
  journal.flush();
  return { folder, path, database, journal };
}

function removed(path: string): unknown {
  return expect.objectContaining({ code: 'removed', message: expect.stringContaining(`${path}.rescued`) });
}

/** Another database in the place of the one that is open. */
function exchange({ path }: Writing): void {
  const other = opened(`${path}.other`);
  other.close();
  renameSync(`${path}.other`, path);
}

const LOSSES: readonly (readonly [string, (writing: Writing) => void])[] = [
  ['its folder is removed', ({ folder }) => rmSync(folder, { recursive: true })],
  ['it is removed', ({ path }) => rmSync(path)],
  ['it is removed with its log', ({ path }) => ['', '-wal', '-shm'].forEach((suffix) => rmSync(`${path}${suffix}`))],
  ['its log is removed', ({ path }) => rmSync(`${path}-wal`)],
  ['its index is removed', ({ path }) => rmSync(`${path}-shm`)],
  ['it is moved', ({ path }) => renameSync(path, `${path}.moved`)],
  ['its folder is moved', ({ folder }) => renameSync(folder, `${folder}.moved`)],
  ['another one is put in its place', exchange],
];

describe.each(LOSSES)('a database under a running bot: %s', (_what, lose) => {
  it('takes nothing more, keeps what it held, and a start begins nothing anew', () => {
    const writing = begin();
    const { path, database, journal } = writing;
    lose(writing);
    journal.append(anEntry(2));
    expect(() => journal.flush()).toThrow(removed(path));
    expect(() => journal.flush()).toThrow(removed(path));
    database.close();
    expect(openFailure(path)).toMatchObject({ code: 'removed' });
    const copy = `${path}.rescued`;
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
    renameSync(copy, path);
    expect(entriesOf(new SqliteJournal(opened(path))).map(({ entry }) => entry.sequence)).toEqual([1, 2]);
  });

  it('is noticed also when the commit fails: its file is gone, and the disk not full', () => {
    const { path, database, journal, ...rest } = begin();
    lose({ path, database, journal, ...rest });
    database.connection.pragma(
      `max_page_count = ${Number(database.connection.pragma('page_count', { simple: true }))}`,
    );
    for (let sequence = 2; sequence < 500; sequence += 1) journal.append(anEntry(sequence));
    expect(() => journal.flush()).toThrow(removed(path));
    expect(existsSync(`${path}.rescued`)).toBe(true);
  });

  it('is noticed also when there is nothing to write, and when it is closed', () => {
    const idle = begin();
    lose(idle);
    expect(() => idle.journal.flush()).toThrow(removed(idle.path));
    const closing = begin();
    lose(closing);
    expect(() => closing.database.close()).toThrow(removed(closing.path));
    expect(existsSync(`${closing.path}.rescued`)).toBe(true);
  });
});

describe('what was rescued', () => {
  it('stands in the way also of a database that was put in place meanwhile', () => {
    const { folder, path, database } = begin();
    cpSync(path, `${folder}.backup`);
    rmSync(path);
    expect(() => database.close()).toThrow(removed(path));
    cpSync(`${folder}.backup`, path);
    expect(openFailure(path).message).toContain(`mv "${path}.rescued" "${path}"`);
    rmSync(`${path}.rescued`);
    opened(path);
  });

  it('is said to be missing where it could not be written', () => {
    const { folder, path, database } = begin();
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'a file in the place of the folder');
    expect(() => database.close()).toThrow(/could not be rescued, .*EEXIST/);
    expect(existsSync(`${path}.rescued`)).toBe(false);
  });
});
