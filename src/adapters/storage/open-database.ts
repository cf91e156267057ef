import { chmodSync, closeSync, existsSync, mkdirSync, openSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Sqlite from 'better-sqlite3';
import { type Result, err, ok } from '../../domain/result.ts';
import type { StorageFailure } from '../../ports/journal.ts';
import { Database } from './database.ts';
import { storageFailure, toStorageFailure } from './errors.ts';
import { checkVersion, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { acquireWriterLock, noteWriter } from './writer-lock.ts';

const BUSY_TIMEOUT_MS = 2000;
const JOURNAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;
const SYNCHRONOUS_FULL = 2;

/**
 * Opens the database, creating file (mode 0600) and folder and bringing the schema up to date unless `readonly`.
 * Errors say what to do; nothing is repaired, replaced or emptied on the way.
 */
export function openDatabase(
  path: string,
  options: { readonly readonly?: boolean } = {},
): Result<Database, StorageFailure> {
  const full = resolve(path);
  try {
    return ok(options.readonly === true ? openReader(full) : openWriter(full));
  } catch (error) {
    return err(toStorageFailure(error, full));
  }
}

function openWriter(path: string): Database {
  prepareFile(path);
  const file = realpathSync(path);
  const releaseLock = acquireWriterLock(file);
  let connection: Sqlite.Database | undefined;
  try {
    connection = new Sqlite(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    checkVersion(connection, file);
    configure(connection, file);
    checkPages(connection, file);
    if (migrate(connection, file) > 0) connection.pragma('wal_checkpoint(TRUNCATE)');
    noteWriter(connection, file);
    return new Database(file, connection, releaseLock);
  } catch (error) {
    connection?.close();
    releaseLock();
    throw error;
  }
}

function openReader(path: string): Database {
  refuseFolder(path);
  if (!existsSync(path)) throw storageFailure('other', path, 'there is no such file; `cab run` creates it');
  const connection = connectReader(realpathSync(path));
  try {
    const version = checkVersion(connection, path);
    if (version < MIGRATIONS.length) {
      const detail = `schema version ${version} is older than ${MIGRATIONS.length}; \`cab run\` brings it up to date`;
      throw storageFailure('other', path, detail);
    }
    return new Database(path, connection, () => undefined);
  } catch (error) {
    connection.close();
    throw error;
  }
}

function connectReader(file: string): Sqlite.Database {
  const options = { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS };
  const connection = new Sqlite(file, options);
  try {
    connection.pragma('user_version');
    return connection;
  } catch (error) {
    connection.close();
    // A database at rest on read-only media has no log, and none can be made: then the file is all there is.
    const isAtRest = !existsSync(`${file}-wal`) && error instanceof Sqlite.SqliteError;
    if (!isAtRest || !error.code.startsWith('SQLITE_CANTOPEN')) throw error;
    return new Sqlite(`${pathToFileURL(file).href}?immutable=1`, options);
  }
}

/** Only `stat` and `chmod` touch an existing file: opening and closing it would drop SQLite's locks of this process. */
function prepareFile(path: string): void {
  refuseFolder(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = statSync(path, { throwIfNoEntry: false });
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  // SQLite would begin afresh and delete the log, the only place where the latest entries are.
  if ((file?.size ?? 0) === 0 && (log?.size ?? 0) > 0) {
    throw storageFailure('corrupt', path, `the file is ${file ? 'empty' : 'missing'}, but its -wal file holds entries`);
  }
  if (file === undefined) closeSync(openSync(path, 'a', 0o600));
  else if ((file.mode & 0o077) !== 0) restrict(path);
}

function restrict(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch (error) {
    // Another owner's file may still be writable for us; whether it is shows when it is written.
    toStorageFailure(error, path);
  }
}

function refuseFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw storageFailure('notADatabase', path, `it is a folder; a file in it would be ${path}/cab.db`);
}

function configure(connection: Sqlite.Database, path: string): void {
  const mode = connection.pragma('journal_mode = WAL', { simple: true }) as string;
  if (mode !== 'wal') {
    throw storageFailure('other', path, `it keeps journal mode "${mode}", it must be "wal"; use a local disk`);
  }
  connection.pragma('synchronous = FULL');
  const level = connection.pragma('synchronous', { simple: true });
  if (level !== SYNCHRONOUS_FULL)
    throw storageFailure('other', path, `synchronous must be 2, it stays ${String(level)}`);
  connection.pragma('fullfsync = ON');
  connection.pragma(`journal_size_limit = ${JOURNAL_SIZE_LIMIT_BYTES}`);
  connection.pragma('foreign_keys = ON');
  // Sorting must not need disk space that is not there.
  connection.pragma('temp_store = MEMORY');
  // SQLite falls back to reading a file that it may not write; this is where that shows.
  connection.exec('BEGIN IMMEDIATE; ROLLBACK');
}

function checkPages(connection: Sqlite.Database, path: string): void {
  const finding = connection.pragma('quick_check(1)', { simple: true }) as string;
  if (finding !== 'ok') throw storageFailure('corrupt', path, finding);
}
