import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StorageFailure } from '../../ports/journal.ts';
import type { Database } from './database.ts';
import { MetaTable } from './meta-table.ts';
import { SqliteProjectionWriter } from './projections/index.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { opened } from './testing/opened.ts';
import { anEntry } from './testing/sample-entries.ts';
import { aNotice } from './testing/sample-rows.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { entriesOf } from '../../../test/support/at-once.ts';

function aDatabase(): Database {
  return opened(join(temporaryFolder(), 'cab.db'));
}

/** A participant that fails its first commits with `error`. */
function failing(database: Database, commits: number, error: Error): void {
  let left = commits;
  database.enlist({
    hasPending: () => false,
    write: () => {
      left -= 1;
      if (left >= 0) throw error;
    },
    settled: () => undefined,
  });
}

describe('Database', () => {
  it('writes all participants or none, and everything once storage takes it', () => {
    const database = aDatabase();
    const journal = new SqliteJournal(database);
    const writer = new SqliteProjectionWriter(database);
    failing(database, 2, new StorageFailure('other', 'injected'));
    journal.append(anEntry(1));
    writer.noticeRaised(1, aNotice());
    writer.applied(1);
    for (const _attempt of [1, 2]) {
      expect(() => database.commit()).toThrow('injected');
      expect(database.failure?.message).toBe('injected');
      expect(database.connection.inTransaction).toBe(false);
      for (const table of ['journal', 'notices']) {
        expect(database.connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(0);
      }
    }
    database.commit();
    expect(database.failure).toBeUndefined();
    expect(entriesOf(journal).length).toBe(1);
    expect(new SqliteProjectionWriter(database).watermark).toBe(1);
  });

  it('saves a watermark that moved without rows, also after a failed commit', () => {
    const database = aDatabase();
    const writer = new SqliteProjectionWriter(database);
    failing(database, 1, new StorageFailure('other', 'injected'));
    writer.applied(7);
    expect(() => database.commit()).toThrow('injected');
    database.commit();
    expect(new SqliteProjectionWriter(database).watermark).toBe(7);
  });

  it('does not take a defect of ours for a state of the world, and leaves no transaction open', () => {
    const database = aDatabase();
    const broken = () => database.transact(() => database.connection.exec('INSERT INTO meta (key) VALUES (1)'));
    expect(broken).toThrow(/NOT NULL/);
    expect(broken).not.toThrow(StorageFailure);
    expect(database.connection.inTransaction).toBe(false);
    new MetaTable(database).set('key', 'value');
  });

  it('commits what waits when it closes, and gives the lock back', () => {
    const database = aDatabase();
    new SqliteJournal(database).append(anEntry(1));
    database.close();
    database.close();
    expect(new SqliteJournal(opened(database.path)).head).toBe(1);
  });

  it('can be closed and opened again when the last commit failed', () => {
    const database = aDatabase();
    const journal = new SqliteJournal(database);
    failing(database, 1, new StorageFailure('other', 'injected'));
    journal.append(anEntry(1));
    expect(() => database.close()).toThrow('injected');
    expect(new SqliteJournal(opened(database.path)).head).toBe(0);
  });
});
