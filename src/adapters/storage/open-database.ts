import { existsSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { type Result, err, ok } from '../../domain/result.ts';
import type { StorageFailure } from '../../ports/journal.ts';
import { makePrivate, noteOpen, prepareFile, refuseFolder, refuseForeign } from './database-file.ts';
import { Database } from './database.ts';
import { FileIdentity } from './disk/file-identity.ts';
import { refuseWhatWasRescued } from './disk/rescue.ts';
import { noteName, secondName } from './disk/second-name.ts';
import { storageFailure, toStorageFailure } from './errors.ts';
import { type Heads, headsOf } from './integrity/heads.ts';
import { inspectPages } from './integrity/inspect.ts';
import { isWholeAtStart, openSeal, refusalOf, refuseLost, refuseSetBack } from './integrity/open-seal.ts';
import { checkVersion, migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { acquireWriterLock, noteWriter } from './writer-lock.ts';

const BUSY_TIMEOUT_MS = 2000;
const JOURNAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;
const SYNCHRONOUS_FULL = 2;

export interface OpenOptions {
  readonly readonly?: boolean;
  /**
   * Another thread of this process has it open, and has looked at it: only SQLite may open and close it here, because
   * closing any other descriptor drops the locks of the whole process. For reading only; `false` by default.
   */
  readonly isOpenInProcess?: boolean;
  /** Whether a new database keeps heads, which show when its end is lost; `true` by default. */
  readonly keepsHead?: boolean;
  /** Where its heads are; one beside it by default. */
  readonly heads?: Heads;
  /** Takes a database as it is, whatever its seal and its heads say; `false` by default. */
  readonly accepts?: boolean;
}

/**
 * Opens the database, creating file (mode 0600) and folder and bringing the schema up to date unless `readonly`.
 * Errors say what to do; nothing is repaired, replaced or emptied on the way.
 */
export function openDatabase(path: string, options: OpenOptions = {}): Result<Database, StorageFailure> {
  const full = resolve(path);
  try {
    return ok(options.readonly === true ? openReader(full, options) : openWriter(full, options));
  } catch (error) {
    return err(toStorageFailure(error, full));
  }
}

function openWriter(path: string, { heads = headsOf(path), keepsHead = true, accepts = false }: OpenOptions): Database {
  refuseWhatWasRescued(path);
  refuseLost(path, heads);
  prepareFile(path);
  const file = realpathSync(path);
  const otherName = secondName(file);
  const releaseLock = acquireWriterLock(file, otherName);
  const noteClosed = noteOpen(file);
  const letGo = (): void => {
    noteClosed();
    releaseLock();
  };
  let connection: Sqlite.Database | undefined;
  try {
    connection = new Sqlite(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    const version = checkVersion(connection, file);
    makePrivate(file);
    configure(connection, file, version);
    checkPages(connection, file);
    refuseSetBack(connection, file, version);
    const migrated = migrate(connection, file);
    noteWriter(connection, file);
    noteName(connection, file, otherName);
    const integrity = openSeal(connection, file, { heads, keepsHead, accepts });
    if (migrated > 0) connection.pragma('wal_checkpoint(TRUNCATE)');
    return new Database(file, connection, letGo, { integrity, identity: new FileIdentity(file) });
  } catch (error) {
    connection?.close();
    letGo();
    throw error;
  }
}

function openReader(path: string, { isOpenInProcess = false }: OpenOptions): Database {
  refuseFolder(path);
  if (!existsSync(path)) throw storageFailure('other', path, 'there is no such file; `cab run` creates it');
  const file = realpathSync(path);
  const stats = statSync(file);
  if (!stats.isFile()) throw storageFailure('notADatabase', path, 'it is a device or a pipe, not a file');
  if (stats.size > 0 && !isOpenInProcess) refuseForeign(file);
  const noteClosed = noteOpen(file);
  let connection: Sqlite.Database | undefined;
  try {
    connection = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    const version = readVersion(connection, path);
    if (version < MIGRATIONS.length) {
      refuseSetBack(connection, path, version);
      const detail = `schema version ${version} is older than ${MIGRATIONS.length}; \`cab run\` brings it up to date`;
      throw storageFailure('other', path, detail);
    }
    return new Database(path, connection, noteClosed);
  } catch (error) {
    connection?.close();
    noteClosed();
    throw error;
  }
}

function readVersion(connection: Sqlite.Database, path: string): number {
  try {
    return checkVersion(connection, path);
  } catch (error) {
    const failure = toStorageFailure(error, path);
    if (failure.code !== 'readOnly') throw failure;
    // Readers share an index with the writer, a file beside the database.
    const detail = 'reading it also takes a writable folder: copy the file to one';
    throw storageFailure('readOnly', path, detail, { cause: failure });
  }
}

function configure(connection: Sqlite.Database, path: string, version: number): void {
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
  // SQLite falls back to reading a file that it may not write; only a write shows that.
  connection.exec('BEGIN IMMEDIATE');
  connection.pragma(`user_version = ${version}`);
  connection.exec('ROLLBACK');
}

function checkPages(connection: Sqlite.Database, path: string): void {
  const damage = inspectPages(connection, isWholeAtStart(path));
  if (damage.length > 0) throw refusalOf(path, damage);
}
