/**
 * One writer per database, held out by two locks of the operating system that end with the process however it ends: one
 * on a file beside the database, and one on the database itself where the machine has the means. Which process holds it
 * is noted in the database, for the message only.
 */
import { hostname } from 'node:os';
import Sqlite from 'better-sqlite3';
import { createFile, plainFile } from '../files/index.ts';
import { keyOf, onceUnused } from './database-file.ts';
import { lockFile } from './disk/file-lock.ts';
import { storageFailure, toStorageFailure } from './errors.ts';
import { UPSERT_META } from './sql.ts';

/**
 * Takes the locks and returns what gives them back, to be called once the database is closed. `otherName` says why the
 * file may have one: without a lock on the file itself it is refused then.
 * @throws StorageFailure `locked` when another process has one, `secondName`.
 */
export function acquireWriterLock(path: string, otherName: string | undefined): () => void {
  const releaseBeside = lockBeside(path);
  try {
    const release = lockItself(path, otherName);
    return () => {
      release();
      releaseBeside();
    };
  } catch (error) {
    releaseBeside();
    throw error;
  }
}

function lockBeside(path: string): () => void {
  const lockPath = `${path}.lock`;
  let lock: Sqlite.Database | undefined;
  try {
    if (plainFile(lockPath) === undefined) createFile(lockPath);
    lock = new Sqlite(lockPath, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    const held = lock;
    return () => held.close();
  } catch (error) {
    lock?.close();
    const failure = toStorageFailure(error, lockPath);
    throw failure.code === 'busy' ? storageFailure('locked', path, `held by ${holderOf(path)}`) : failure;
  }
}

function lockItself(path: string, otherName: string | undefined): () => void {
  const key = keyOf(path);
  const lock = lockFile(path);
  const release = (): void => {
    if (!onceUnused(key, () => lock.close()) && lock.status === 'held') lock.unlock();
  };
  if (lock.status === 'held' || (lock.status === 'unavailable' && otherName === undefined)) return release;
  release();
  if (lock.status === 'taken') {
    // Looking into it by another name would lay a log beside that one.
    const holder = otherName === undefined ? holderOf(path) : `whoever has it open by another name; ${otherName}`;
    throw storageFailure('locked', path, `held by ${holder}`);
  }
  const detail = `${otherName}, and there is no program "flock" by which the file itself could be locked`;
  throw storageFailure('secondName', path, detail);
}

/** Notes this process as the holder. Best effort: whether the storage takes rows shows at the first commit. */
export function noteWriter(connection: Sqlite.Database, path: string): void {
  try {
    connection.prepare(UPSERT_META).run('writer', `process ${process.pid} on ${hostname()}`);
  } catch (error) {
    toStorageFailure(error, path);
  }
}

function holderOf(path: string): string {
  let connection: Sqlite.Database | undefined;
  try {
    connection = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: 1000 });
    const holder = connection.prepare<[], string>(`SELECT value FROM meta WHERE key = 'writer'`).pluck().get();
    return holder ?? 'a process that has not introduced itself';
  } catch {
    return 'a process that has not introduced itself yet';
  } finally {
    connection?.close();
  }
}
