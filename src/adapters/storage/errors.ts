/** What the file system and SQLite report, told as what a person can do about it. */
import Sqlite from 'better-sqlite3';
import { StorageFailure, type StorageFailureCode } from '../../ports/journal.ts';

const ADVICE: Record<StorageFailureCode, (path: string) => string> = {
  full: () => 'the disk (or its quota) is full. Free some space; what is waiting is written then, nothing is lost',
  readOnly: (path) =>
    `it cannot be opened or not be written. Check the owner and the permissions of the file and its folder: ls -la "${path}"*, ` +
    'or name another file with --db',
  corrupt: (path) =>
    'it is damaged. Keep it, with its -wal file, and put your latest backup in its place: ' +
    `mv "${path}" "${path}.damaged"; without a backup begin another file with --db`,
  mismatch: (path) =>
    'it is not the latest that was seen of it. Put its newest copy back in its place, with the -wal file if there is one. ' +
    `Or, to go on with what is there and without what is lost: cab maintenance integrity --db "${path}" --accept`,
  newer: () => 'it was written by a newer version of this program. Upgrade the program, or name another file with --db',
  notADatabase: () => 'it is not a database of this program. Name another file with --db',
  busy: () => 'another program (a backup, a database browser) holds it for long. Close that program',
  locked: () => 'another running bot writes to it. Stop that one, or name another file with --db',
  removed: () => 'its file was removed or replaced while a bot was running',
  secondName: () =>
    'it can be reached by more than one name, so that its latest entries may lie beside another one. Keep one name of it, ' +
    'or copy it; mount its folder and not the file alone',
  archive: () =>
    'a part of its journal is in an archive file that cannot be read. Put that file back as it was, from a backup of the ' +
    'folder; the bot itself goes on without it',
  other: () => 'it cannot be used',
};

/** What is wrong, in general, and what a person can do about it. */
export function adviceOn(code: StorageFailureCode, path: string): string {
  return ADVICE[code](path);
}

/** A failure whose message names the file, what is wrong and what to do. */
export function storageFailure(
  code: StorageFailureCode,
  path: string,
  detail: string,
  options?: ErrorOptions,
): StorageFailure {
  const advice = adviceOn(code, path);
  return new StorageFailure(code, `storage ${path}: ${advice}${detail === '' ? '' : ` (${detail})`}`, options);
}

/**
 * The failure behind an error that storage code caught.
 * @throws the error itself when it is a defect of ours (bad SQL, broken constraint) and not a state of the world.
 */
export function toStorageFailure(error: unknown, path: string): StorageFailure {
  if (error instanceof StorageFailure) return error;
  const code = error instanceof Sqlite.SqliteError ? sqliteCode(error.code) : systemCode(error);
  if (code === undefined) throw error;
  const { message, code: reported } = error as Error & { readonly code: string };
  const detail = message.includes(reported) ? message : `${reported}: ${message}`;
  return storageFailure(code, path, detail, { cause: error });
}

function sqliteCode(reported: string): StorageFailureCode | undefined {
  // Growing the shared-memory index fails with its own code when the disk is full.
  if (reported.startsWith('SQLITE_FULL') || reported === 'SQLITE_IOERR_SHMSIZE') return 'full';
  if (reported.startsWith('SQLITE_CORRUPT')) return 'corrupt';
  if (reported.startsWith('SQLITE_NOTADB')) return 'notADatabase';
  if (/^SQLITE_(READONLY|PERM|CANTOPEN)/.test(reported)) return 'readOnly';
  if (/^SQLITE_(BUSY|LOCKED)/.test(reported)) return 'busy';
  if (/^SQLITE_(IOERR|NOMEM|AUTH|NOLFS|PROTOCOL)/.test(reported)) return 'other';
  return undefined;
}

function systemCode(error: unknown): StorageFailureCode | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  const reported = String(error.code);
  if (reported === 'ENOSPC' || reported === 'EDQUOT') return 'full';
  if (reported === 'EACCES' || reported === 'EPERM' || reported === 'EROFS') return 'readOnly';
  return 'other';
}
