import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
  copyFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { SqliteProjectionWriter } from './projections/index.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { anEntry } from './testing/sample-entries.ts';
import { aNotice } from './testing/sample-rows.ts';
import { openFailure, opened } from './testing/opened.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { entriesOf } from '../../../test/support/at-once.ts';

const PAGE_BYTES = 4096;

/** A database with entries, closed. */
function aDatabase(entries = 500): string {
  const path = join(temporaryFolder(), 'cab.db');
  const database = opened(path);
  const journal = new SqliteJournal(database);
  for (let sequence = 1; sequence <= entries; sequence += 1) journal.append(anEntry(sequence));
  database.close();
  return path;
}

describe('openDatabase', () => {
  it('creates file and folder for their owner alone, durable with every commit', () => {
    const path = join(temporaryFolder(), 'data', 'deep', 'cab.db');
    const { connection } = opened(path);
    const pragma = (name: string) => connection.pragma(name, { simple: true });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600);
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('busy_timeout')).toBe(2000);
    expect(pragma('journal_size_limit')).toBe(64 * 1024 * 1024);
  });

  it('opens again what it closed, and leaves no log behind', () => {
    const path = aDatabase();
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(new SqliteJournal(opened(path)).head).toBe(500);
  });

  it('refuses a folder', () => {
    const folder = temporaryFolder();
    const failure = openFailure(folder);
    expect(failure.code).toBe('notADatabase');
    expect(failure.message).toContain(`${folder}/cab.db`);
  });

  it.each([{ readonly: false }, { readonly: true }])('refuses a web page in place of a database (%o)', (options) => {
    const path = join(temporaryFolder(), 'cab.db');
    const page = `<!doctype html><title>502 Bad Gateway</title>${'<p>nginx</p>'.repeat(100)}`;
    writeFileSync(path, page);
    const failure = openFailure(path, options);
    expect(failure.code).toBe('notADatabase');
    expect(failure.message).toContain(path);
    expect(failure.message).toContain('--db');
    expect(readFileSync(path, 'utf8')).toBe(page);
  });

  it.each([
    ['delete', false],
    ['wal', false],
    ['wal', true],
  ])("refuses another program's database (%s, to read: %s) and touches nothing", (journalMode, readonly) => {
    const folder = temporaryFolder();
    const path = join(folder, 'trades.sqlite');
    const other = new Sqlite(path);
    other.pragma(`journal_mode = ${journalMode}`);
    other.exec('CREATE TABLE trades (id INTEGER PRIMARY KEY)');
    other.close();
    chmodSync(path, 0o644);
    const before = readFileSync(path);
    const failure = openFailure(path, { readonly });
    expect(failure.code).toBe('notADatabase');
    expect(failure.message).toContain('another program');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['trades.sqlite']);
  });

  it('leaves mode and folder of a file that is no database as they are', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'notes.txt');
    writeFileSync(path, 'x'.repeat(5000), { mode: 0o644 });
    expect(openFailure(path).code).toBe('notADatabase');
    expect(statSync(path).mode & 0o777).toBe(0o644);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  it.each([
    ['a link', (path: string) => symlinkSync(`${path}-theirs`, path), 'a link'],
    ['a device', (path: string) => execFileSync('mkfifo', [path]), 'a device or a pipe'],
    ['a link as lock', (path: string) => symlinkSync(`${path}-theirs`, `${path}.lock`), 'a link'],
    ['a link as log', (path: string) => symlinkSync(`${path}-theirs`, `${path}-wal`), 'a link'],
  ])('does not go through %s', (_what, put, told) => {
    const folder = temporaryFolder();
    const path = join(folder, 'cab.db');
    writeFileSync(`${path}-theirs`, '', { mode: 0o644 });
    put(path);
    expect(openFailure(path).message).toContain(told);
    expect(statSync(`${path}-theirs`)).toMatchObject({ size: 0, mode: 0o100644 });
  });

  it('does not wait for the writer of a pipe that it was asked to read', () => {
    const path = join(temporaryFolder(), 'cab.db');
    execFileSync('mkfifo', [path]);
    expect(openFailure(path, { readonly: true }).message).toContain('a device or a pipe');
  });

  it('goes on with a database that was left while it was being made', () => {
    const path = join(temporaryFolder(), 'cab.db');
    const raw = new Sqlite(path);
    raw.pragma('journal_mode = WAL');
    raw.close();
    expect(statSync(path).size).toBeGreaterThan(0);
    expect(new SqliteJournal(opened(path)).head).toBe(0);
  });

  it.each([{ readonly: false }, { readonly: true }])(
    'refuses a newer schema and asks for an upgrade (%o)',
    (options) => {
      const path = aDatabase();
      const raw = new Sqlite(path);
      raw.pragma('user_version = 99');
      raw.close();
      const failure = openFailure(path, options);
      expect(failure.code).toBe('newer');
      expect(failure.message).toContain('schema version 99');
      expect(failure.message).toContain('Upgrade the program');
    },
  );

  it('refuses a damaged page, says how to go on, and keeps the file as it is', () => {
    const path = aDatabase(5000);
    const file = openSync(path, 'r+');
    for (let page = 60; page < 100; page += 1)
      writeSync(file, Buffer.alloc(PAGE_BYTES, 0xa5), 0, PAGE_BYTES, page * PAGE_BYTES);
    closeSync(file);
    const before = readFileSync(path);
    const failure = openFailure(path);
    expect(failure.code).toBe('corrupt');
    expect(failure.message).toContain(`mv "${path}" "${path}.damaged"`);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('reports a damaged page that a reader meets as a storage failure', () => {
    const path = aDatabase(5000);
    const file = openSync(path, 'r+');
    for (let page = 60; page < 100; page += 1)
      writeSync(file, Buffer.alloc(PAGE_BYTES, 0xa5), 0, PAGE_BYTES, page * PAGE_BYTES);
    closeSync(file);
    const journal = new SqliteJournal(opened(path, { readonly: true }));
    expect(() => entriesOf(journal)).toThrow(expect.objectContaining({ name: 'StorageFailure', code: 'corrupt' }));
  });

  it('takes a truncated log for what it holds: whole commits, journal and tables in agreement', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'cab.db');
    const database = opened(path);
    const firstHead = join(folder, 'first.head');
    copyFileSync(`${path}.head`, firstHead);
    const journal = new SqliteJournal(database);
    const writer = new SqliteProjectionWriter(database);
    for (let sequence = 1; sequence <= 60; sequence += 1) {
      journal.append(anEntry(sequence));
      writer.noticeRaised(sequence, aNotice());
      writer.applied(sequence);
      // Three entries per commit.
      if (sequence % 3 === 0) journal.flush();
    }
    const bytes = statSync(`${path}-wal`).size;
    const heads = new Set<number>();
    for (let cut = 0; cut < 40; cut += 1) {
      const copy = join(folder, `cut-${cut}.db`);
      copyFileSync(path, copy);
      copyFileSync(`${path}-wal`, `${copy}-wal`);
      // As after a power cut that the head did not live to see.
      copyFileSync(firstHead, `${copy}.head`);
      truncateSync(`${copy}-wal`, Math.floor((bytes * cut) / 40));
      const recovered = opened(copy);
      const { head } = new SqliteJournal(recovered);
      expect(head % 3).toBe(0);
      expect(new SqliteProjectionWriter(recovered).watermark).toBe(head);
      expect(recovered.connection.prepare('SELECT count(*) FROM notices').pluck().get()).toBe(head);
      heads.add(head);
      recovered.close();
    }
    expect(heads.size).toBeGreaterThan(10);
  });

  it.each(['missing', 'empty'])('refuses to begin afresh beside the log of a file that is %s', (state) => {
    const folder = temporaryFolder();
    const path = join(folder, 'cab.db');
    const lost = join(folder, 'lost.db');
    const database = opened(path);
    new SqliteJournal(database).append(anEntry(1));
    database.commit();
    copyFileSync(`${path}-wal`, `${lost}-wal`);
    if (state === 'empty') writeFileSync(lost, '');
    const failure = openFailure(lost);
    expect(failure.code).toBe('corrupt');
    expect(failure.message).toContain(state);
    expect(statSync(`${lost}-wal`).size).toBeGreaterThan(0);
    rmSync(`${lost}-wal`);
  });

  it('takes away what others may do with a file that it did not create', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'cab.db');
    writeFileSync(path, '', { mode: 0o644 });
    opened(path).close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o666);
    opened(path);
    for (const name of ['', '-wal', '-shm', '.lock']) expect(statSync(`${path}${name}`).mode & 0o777).toBe(0o600);
  });

  it('does not create what it was asked to read', () => {
    const path = join(temporaryFolder(), 'cab.db');
    const failure = openFailure(path, { readonly: true });
    expect(failure.code).toBe('other');
    expect(failure.message).toContain('cab run');
    expect(existsSync(path)).toBe(false);
  });

  it('asks for a start of the bot before an older schema is read', () => {
    const path = aDatabase();
    const raw = new Sqlite(path);
    raw.exec(`DELETE FROM meta WHERE key = 'integrity'`);
    raw.pragma('user_version = 1');
    raw.close();
    expect(openFailure(path, { readonly: true }).message).toContain('`cab run` brings it up to date');
  });

  it('lets readers in while the writer is at work', () => {
    const path = join(temporaryFolder(), 'cab.db');
    const database = opened(path);
    const journal = new SqliteJournal(database);
    journal.append(anEntry(1));
    journal.flush();
    const reader = opened(path, { readonly: true });
    expect(new SqliteJournal(reader).head).toBe(1);
    journal.append(anEntry(2));
    journal.flush();
    expect(new SqliteJournal(reader).head).toBe(2);
    expect(() => reader.connection.exec('DELETE FROM journal')).toThrow(/readonly/);
  });

  it('names a folder that cannot be made', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const failure = openFailure(join(folder, 'file', 'cab.db'));
    expect(failure.message).toContain(join(folder, 'file', 'cab.db'));
  });

  it('finds the same database behind a link', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'a'));
    symlinkSync(join(folder, 'a'), join(folder, 'b'));
    opened(join(folder, 'a', 'cab.db'));
    expect(openFailure(join(folder, 'b', 'cab.db')).code).toBe('locked');
  });
});
