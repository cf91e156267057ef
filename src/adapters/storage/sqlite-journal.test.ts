import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { StorageFailure } from '../../ports/journal.ts';
import type { Database } from './database.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { anEntry } from './testing/sample-entries.ts';
import { opened } from './testing/opened.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { entriesOf } from '../../../test/support/at-once.ts';

function failureOf(action: () => void): StorageFailure {
  try {
    action();
  } catch (error) {
    if (error instanceof StorageFailure) return error;
    throw error;
  }
  throw new Error('a StorageFailure was expected');
}

function appendTo(journal: SqliteJournal, last: number): void {
  for (let sequence = journal.head + 1; sequence <= last; sequence += 1) journal.append(anEntry(sequence));
}

function storedHead(database: Database): number {
  return database.connection.prepare('SELECT coalesce(max(sequence), 0) FROM journal').pluck().get() as number;
}

/** Fills the database to its last page; `undefined` gives the space back. */
function limitPages(database: Database, pages: number | undefined): void {
  const used = database.connection.pragma('page_count', { simple: true }) as number;
  database.connection.pragma(`max_page_count = ${pages === undefined ? 1_000_000 : used + pages}`);
}

describe('SqliteJournal', () => {
  it('goes on where an earlier process stopped', () => {
    const path = join(temporaryFolder(), 'cab.db');
    const first = opened(path);
    const journal = new SqliteJournal(first);
    appendTo(journal, 5);
    journal.close();
    first.close();
    const second = new SqliteJournal(opened(path));
    expect(second.head).toBe(5);
    appendTo(second, 6);
    second.flush();
    expect(entriesOf(second).map(({ entry }) => entry)).toEqual([1, 2, 3, 4, 5, 6].map((n) => anEntry(n)));
  });

  it('writes nothing before the commit, and all of it with one', () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const journal = new SqliteJournal(database);
    appendTo(journal, 3);
    expect(storedHead(database)).toBe(0);
    journal.flush();
    expect(storedHead(database)).toBe(3);
  });

  it('commits by itself what its buffer cannot hold, but not the entry that is not sealed yet', () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const journal = new SqliteJournal(database, { bufferedEntries: 4 });
    appendTo(journal, 4);
    expect(storedHead(database)).toBe(0);
    journal.seal(4, { commandsHash: 'answer', facts: undefined });
    appendTo(journal, 5);
    expect(storedHead(database)).toBe(4);
    expect(entriesOf(journal, 4).map((recorded) => recorded.commandsHash)).toEqual(['answer', undefined]);
  });

  it('keeps what a full disk refused and writes it without a gap when there is space again', () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const journal = new SqliteJournal(database);
    appendTo(journal, 10);
    journal.flush();
    limitPages(database, 0);
    appendTo(journal, 1000);
    journal.seal(1000, { commandsHash: 'answer', facts: undefined });
    const failure = failureOf(() => journal.flush());
    expect(failure.code).toBe('full');
    expect(failure.message).toContain(database.path);
    expect(failure.message).toContain('Free some space');
    expect(database.failure).toBe(failure);
    expect(storedHead(database)).toBe(10);
    expect(journal.head).toBe(1000);
    appendTo(journal, 1200);
    expect(failureOf(() => journal.flush()).code).toBe('full');
    limitPages(database, undefined);
    journal.flush();
    expect(database.failure).toBeUndefined();
    const entries = entriesOf(journal);
    expect(entries.map(({ entry }) => entry)).toEqual(Array.from({ length: 1200 }, (_, n) => anEntry(n + 1)));
    expect(entries[999]?.commandsHash).toBe('answer');
  });

  it('refuses further entries when storage refuses and the buffer is full, and has not appended them', () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const journal = new SqliteJournal(database, { bufferedEntries: 500 });
    limitPages(database, 0);
    appendTo(journal, 500);
    expect(failureOf(() => journal.append(anEntry(501))).code).toBe('full');
    expect(journal.head).toBe(500);
    expect(entriesOf(journal).length).toBe(500);
    limitPages(database, undefined);
    appendTo(journal, 501);
    journal.flush();
    expect(storedHead(database)).toBe(501);
  });

  it('reads a database that was opened for reading and appends nothing to it', () => {
    const path = join(temporaryFolder(), 'cab.db');
    const journal = new SqliteJournal(opened(path));
    appendTo(journal, 2);
    journal.flush();
    const reader = new SqliteJournal(opened(path, { readonly: true }));
    expect(reader.head).toBe(2);
    expect(failureOf(() => reader.append(anEntry(3))).code).toBe('readOnly');
    expect(entriesOf(reader).length).toBe(2);
    reader.close();
  });

  it('names a missing entry instead of skipping it', () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const journal = new SqliteJournal(database);
    appendTo(journal, 5);
    journal.flush();
    database.connection.exec('DELETE FROM journal WHERE sequence = 3');
    const failure = failureOf(() => void entriesOf(journal));
    expect(failure.code).toBe('corrupt');
    expect(failure.message).toContain('journal entry 3 is missing');
  });

  it('names an entry that cannot be read', () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const journal = new SqliteJournal(database);
    appendTo(journal, 2);
    journal.flush();
    database.connection.exec(`UPDATE journal SET payload = '["candleClosed",1' WHERE sequence = 2`);
    const failure = failureOf(() => void entriesOf(journal));
    expect(failure.code).toBe('corrupt');
    expect(failure.message).toContain('journal entry 2 cannot be read');
  });

  it.each(['{"type":"timerFired","clockDriftMs":0,"phase":"full"}', '{"type":"moonRose"}'])(
    'takes %s for what a newer version wrote, and not for damage',
    (payload) => {
      const database = opened(join(temporaryFolder(), 'cab.db'));
      const journal = new SqliteJournal(database);
      appendTo(journal, 2);
      journal.flush();
      database.connection.prepare("UPDATE journal SET type = 'e', payload = ? WHERE sequence = 2").run(payload);
      expect(failureOf(() => void entriesOf(journal))).toMatchObject({
        code: 'newer',
        message: expect.stringMatching(/newer version of this program. Upgrade .*journal entry 2 cannot be read/),
      });
    },
  );

  it('gives back facts that wait, that are committed, and that come after their entry', () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const journal = new SqliteJournal(database);
    const answers = [1, 2, 3].map((n) => ({ commandsHash: n === 2 ? undefined : `${n}`, facts: aFact(n) }));
    const told = () => entriesOf(journal).map(({ entry: _entry, ...answer }) => answer);
    for (const [at, answer] of answers.entries()) {
      appendTo(journal, at + 1);
      if (at === 2) journal.flush();
      journal.seal(at + 1, answer);
    }
    expect(told()).toEqual(answers);
    journal.flush();
    expect(told()).toEqual(answers);
    const types = database.connection.prepare('SELECT typeof(answer) FROM journal').pluck().all();
    expect(types).toEqual(['blob', 'blob', 'blob']);
  });

  it('names an entry whose answer cannot be read', () => {
    const database = opened(join(temporaryFolder(), 'cab.db'));
    const journal = new SqliteJournal(database);
    appendTo(journal, 2);
    journal.seal(2, { commandsHash: undefined, facts: aFact(2) });
    journal.flush();
    database.connection.exec(`UPDATE journal SET answer = x'010203' WHERE sequence = 2`);
    const failure = failureOf(() => void entriesOf(journal));
    expect(failure.code).toBe('corrupt');
    expect(failure.message).toContain('journal entry 2 cannot be read: its answer is damaged');
  });
});

function aFact(sequence: number): string {
  return JSON.stringify({ lanes: Array(100).fill(sequence) });
}
