/** Media that cannot be written; mounted, because permissions do not stop root. */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SqliteJournal } from './sqlite-journal.ts';
import { bindReadOnly, mountProblem, mountedFolder, remountReadOnly } from './testing/mounted-folder.ts';
import { openFailure, opened } from './testing/opened.ts';
import { anEntry } from './testing/sample-entries.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { entriesOf } from '../../../test/support/at-once.ts';

function fillDatabase(path: string): void {
  const database = opened(path);
  new SqliteJournal(database).append(anEntry(1));
  database.close();
}

describe.skipIf(mountProblem !== undefined)(
  `read-only media${mountProblem ? ` (skipped: ${mountProblem})` : ''}`,
  () => {
    it('refuses to write a database in a read-only folder, and says what to check', () => {
      const folder = mountedFolder('2m');
      const path = join(folder, 'cab.db');
      fillDatabase(path);
      remountReadOnly(folder);
      const failure = openFailure(path);
      expect(failure.code).toBe('readOnly');
      expect(failure.message).toContain(`ls -la "${path}`);
    });

    it('refuses to create one there', () => {
      const folder = mountedFolder('1m');
      remountReadOnly(folder);
      expect(openFailure(join(folder, 'cab.db')).code).toBe('readOnly');
      expect(openFailure(join(folder, 'data', 'cab.db')).code).toBe('readOnly');
    });

    it('refuses a read-only file at the start, not at the first order', () => {
      const path = join(temporaryFolder(), 'cab.db');
      fillDatabase(path);
      bindReadOnly(path);
      expect(openFailure(path).code).toBe('readOnly');
    });

    it('says how to read a database on read-only media', () => {
      const folder = mountedFolder('2m');
      const path = join(folder, 'cab.db');
      fillDatabase(path);
      remountReadOnly(folder);
      const failure = openFailure(path, { readonly: true });
      expect(failure.code).toBe('readOnly');
      expect(failure.message).toContain('copy the file');
    });

    it('keeps what waits when the media turn read-only under a running bot', () => {
      const folder = mountedFolder('4m');
      const database = opened(join(folder, 'cab.db'));
      const journal = new SqliteJournal(database);
      journal.append(anEntry(1));
      journal.flush();
      // A file system with files open for writing cannot be remounted, the connection can be told not to write.
      database.connection.pragma('query_only = ON');
      journal.append(anEntry(2));
      expect(() => journal.flush()).toThrow(expect.objectContaining({ code: 'readOnly' }));
      database.connection.pragma('query_only = OFF');
      journal.flush();
      expect(entriesOf(journal).length).toBe(2);
    });
  },
);

const isRoot = process.getuid?.() === 0;

describe.skipIf(isRoot)(`missing permissions${isRoot ? ' (skipped: nothing is missing for root)' : ''}`, () => {
  it('refuse a file or a folder at the start, not at the first order', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'cab.db');
    fillDatabase(path);
    chmodSync(path, 0o400);
    expect(openFailure(path).code).toBe('readOnly');
    chmodSync(folder, 0o500);
    onTestFinished(() => chmodSync(folder, 0o700));
    expect(openFailure(path).code).toBe('readOnly');
    expect(openFailure(join(folder, 'data', 'cab.db')).code).toBe('readOnly');
  });
});
