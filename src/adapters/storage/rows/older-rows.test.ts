import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { entriesOf } from '../../../../test/support/at-once.ts';
import { encodeEvent } from '../../../domain/events/event-codec.ts';
import { CHAIN_START, type JournalRow, linkRows } from '../chain/journal-chain.ts';
import { migrate } from '../migrate.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { SqliteJournal } from '../sqlite-journal.ts';
import { opened } from '../testing/opened.ts';
import { anEntry } from '../testing/sample-entries.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const SCHEMA_BEFORE = 9;

/** Entries 1 to 4 in one commit, as they were written before there were short forms. */
function olderDatabase(): string {
  const path = join(temporaryFolder(), 'cab.db');
  const raw = new Sqlite(path);
  migrate(raw, path, MIGRATIONS.slice(0, SCHEMA_BEFORE));
  const rows = [1, 2, 3, 4].map((sequence): JournalRow => {
    const { timeMs, event } = anEntry(sequence);
    return [sequence, timeMs, event.type, encodeEvent(event), sequence === 2 ? 'hash {"lanes":[]}' : 'hash', null];
  });
  (rows[3] as JournalRow)[5] = linkRows(CHAIN_START, rows).link;
  const insert = raw.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?)');
  for (const row of rows) insert.run(...row);
  raw.close();
  return path;
}

it('a journal of before there were short forms is read, and goes on with them', async () => {
  const path = olderDatabase();
  const database = opened(path);
  const journal = new SqliteJournal(database);
  journal.append({ ...anEntry(5), event: { ...anEntry(5).event, close: 100.5, volume: 2 } as never });
  journal.flush();
  expect(entriesOf(journal, 1).map(({ entry }) => entry.sequence)).toEqual([1, 2, 3, 4, 5]);
  expect(entriesOf(journal).slice(0, 4)).toEqual(
    [1, 2, 3, 4].map((n) => ({
      entry: anEntry(n),
      commandsHash: 'hash',
      facts: n === 2 ? '{"lanes":[]}' : undefined,
    })),
  );
  const types = database.connection.prepare('SELECT type FROM journal ORDER BY sequence').pluck().all();
  expect(types).toEqual([...Array<string>(4).fill('candleClosed'), 'c']);
  expect(await journal.newestOf('candleClosed', { fromSequence: 1 })).toBe(5);
  expect(await journal.newestOf('candleClosed', { fromSequence: 1, beforeSequence: 5 })).toBe(4);
  database.close();
  expect(new SqliteJournal(opened(path)).head).toBe(5);
});
