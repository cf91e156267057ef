import type Sqlite from 'better-sqlite3';
import { assert } from '../../domain/assert.ts';
import { storageFailure } from './errors.ts';
import { MIGRATIONS, type Migration } from './migrations/index.ts';

/** Marks a SQLite file as ours: `cabd` in ASCII. */
export const APPLICATION_ID = 0x63_61_62_64;

/**
 * The schema version of the file, 0 when it is empty.
 * @throws StorageFailure when the file belongs to another program or to a newer version of this one.
 */
export function checkVersion(
  connection: Sqlite.Database,
  path: string,
  migrations: readonly Migration[] = MIGRATIONS,
): number {
  const version = connection.pragma('user_version', { simple: true }) as number;
  const applicationId = connection.pragma('application_id', { simple: true }) as number;
  const tables = connection.prepare('SELECT count(*) FROM sqlite_master').pluck().get() as number;
  if (applicationId !== APPLICATION_ID && (tables > 0 || version > 0)) {
    throw storageFailure('notADatabase', path, 'it is a SQLite database of another program');
  }
  if (version === 0 && tables > 0) throw storageFailure('corrupt', path, 'it has tables, and schema version 0');
  if (version > migrations.length) {
    throw storageFailure('newer', path, `schema version ${version}, this program knows up to ${migrations.length}`);
  }
  return version;
}

/** Brings the schema up to date, each step in a transaction of its own; returns how many steps ran. */
export function migrate(
  connection: Sqlite.Database,
  path: string,
  migrations: readonly Migration[] = MIGRATIONS,
): number {
  const version = checkVersion(connection, path, migrations);
  for (const [index, migration] of migrations.entries()) {
    assert(
      migration.version === index + 1,
      () => `migrations must be numbered 1, 2, 3 …, value was ${migration.version}`,
    );
    if (migration.version <= version) continue;
    connection
      .transaction(() => {
        connection.exec(migration.sql);
        connection.pragma(`application_id = ${APPLICATION_ID}`);
        connection.pragma(`user_version = ${migration.version}`);
      })
      .immediate();
  }
  return migrations.length - version;
}
