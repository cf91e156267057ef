/**
 * One writer per database. The lock is the operating system's, on a file beside the database, and ends with the process
 * however it ends. Which process holds it is noted in the database itself, for the message only.
 */
import { hostname } from 'node:os';
import Sqlite from 'better-sqlite3';
import { createFile, plainFile } from '../files/index.ts';
import { storageFailure, toStorageFailure } from './errors.ts';
import { UPSERT_META } from './sql.ts';

/**
 * Takes the lock and returns what gives it back.
 * @throws StorageFailure `locked` when another process has it.
 */
export function acquireWriterLock(path: string): () => void {
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
