import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SqliteProjectionWriter } from './projections/index.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { startChild } from './testing/child.ts';
import { opened } from './testing/opened.ts';
import { anEntry } from './testing/sample-entries.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { entriesOf } from '../../../test/support/at-once.ts';

/** How many commits the process lives before each kill. */
const LIVES = [1, 2, 5, 17, 44, 90];

describe('kill -9 in the middle of appends', () => {
  it('loses nothing that was committed and leaves nothing half done', async () => {
    const path = join(temporaryFolder(), 'cab.db');
    let lastPrinted = 0;
    for (const commits of LIVES) {
      const child = startChild('append-until-killed.ts', path);
      for (let seen = 0; seen < commits; seen += 1) lastPrinted = Number(await child.nextLine());
      const rest = await child.kill();
      lastPrinted = Number(rest.at(-1) ?? lastPrinted);

      const database = opened(path);
      const journal = new SqliteJournal(database);
      expect(journal.head).toBeGreaterThanOrEqual(lastPrinted);
      let batchEnd = 0;
      let expected = 1;
      for (const { entry, commandsHash } of entriesOf(journal)) {
        expect(entry).toEqual(anEntry(expected));
        expect(commandsHash).toMatch(`hash-of-${expected},batch-ends-with-`);
        batchEnd = Number(commandsHash?.split('-').at(-1));
        expected += 1;
      }
      // The last batch is there to its end.
      expect(journal.head).toBe(batchEnd);
      expect(new SqliteProjectionWriter(database).watermark).toBe(journal.head);
      expect(database.connection.prepare('SELECT count(*) FROM notices').pluck().get()).toBe(journal.head);
      database.close();
    }
    expect(lastPrinted).toBeGreaterThan(LIVES.length);
  });
});
