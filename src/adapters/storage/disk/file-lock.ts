/**
 * An exclusive lock on the database file itself: whoever reaches that file, by another name, through another mount or
 * from another container of this machine, finds it locked. It belongs to the open file and not to a name, and ends with
 * the process however it ends.
 *
 * Node.js offers no such lock. Linux keeps one of `flock(2)` with the open file, which a child shares with its parent:
 * the program `flock` takes it on a descriptor that it is handed, ends, and the lock stays until the descriptor is
 * closed here. It is apart from the locks by which SQLite lets readers in.
 */
import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';

export interface FileLock {
  /** `taken` by somebody else; `unavailable` where this machine has no means to take one. */
  readonly status: 'held' | 'taken' | 'unavailable';
  /** Lets others take it; the file stays open. */
  unlock(): void;
  /** Closes the file, and with it drops every lock of SQLite that this process has on it. */
  close(): void;
}

/** Where the descriptor stands in the child. */
const HANDED = 3;
/** What `flock` ends with. */
const STATUS: Readonly<Record<number, FileLock['status']>> = { 0: 'held', 1: 'taken' };

/** Tries to take the lock, without waiting. In either case the file is open afterwards. */
export function lockFile(path: string): FileLock {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  return {
    status: STATUS[flock('-xn', descriptor) ?? -1] ?? 'unavailable',
    unlock: () => void flock('-u', descriptor),
    close: () => closeSync(descriptor),
  };
}

function flock(option: string, descriptor: number): number | null {
  return spawnSync('flock', [option, String(HANDED)], { stdio: ['ignore', 'ignore', 'ignore', descriptor] }).status;
}
