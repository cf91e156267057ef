import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { storageFailure, toStorageFailure } from './errors.ts';

/**
 * Makes sure that there is a file to open, in its folder, for its owner alone. Only `stat` and `chmod` touch one that
 * exists: opening and closing it would drop SQLite's locks of this process.
 * @throws StorageFailure or a file system error when there cannot be one.
 */
export function prepareFile(path: string): void {
  refuseFolder(path);
  prepareFolder(dirname(path));
  const file = statSync(path, { throwIfNoEntry: false });
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  // SQLite would begin afresh and delete the log, the only place where the latest entries are.
  if ((file?.size ?? 0) === 0 && (log?.size ?? 0) > 0) {
    throw storageFailure('corrupt', path, `the file is ${file ? 'empty' : 'missing'}, but its -wal file holds entries`);
  }
  if (file === undefined) closeSync(openSync(path, 'a', 0o600));
  else if ((file.mode & 0o077) !== 0) restrict(path);
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    // On read-only media a recursive mkdir says that nothing was found; what is there says why.
    let parent = dirname(folder);
    while (!existsSync(parent)) parent = dirname(parent);
    accessSync(parent, constants.W_OK);
    throw error;
  }
}

function restrict(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch (error) {
    // Another owner's file may still be writable for us; whether it is shows when it is written.
    toStorageFailure(error, path);
  }
}

export function refuseFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw storageFailure('notADatabase', path, `it is a folder; a file in it would be ${path}/cab.db`);
}
