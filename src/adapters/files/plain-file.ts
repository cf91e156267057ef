/**
 * What we write is for its owner alone and lands in the file that was named: a link could lead into somebody else's
 * file, and a device is none.
 */
import { type Stats, closeSync, constants, fstatSync, lstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

export const PRIVATE_FILE = 0o600;
export const PRIVATE_FOLDER = 0o700;

/** The path leads to something that is no file of its own; shaped like an error of the file system. */
class NotAPlainFile extends Error {
  override readonly name = 'NotAPlainFile';
  readonly code = 'EINVAL';
  readonly syscall = 'open';
  readonly path: string;

  constructor(path: string, what: string) {
    super(`${path} is ${what}`);
    this.path = path;
  }
}

/**
 * What is known of the file, `undefined` when there is none.
 * @throws NotAPlainFile for a link, a folder, a device or a pipe.
 */
export function plainFile(path: string): Stats | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.isFile()) return stats;
  if (stats.isSymbolicLink()) throw new NotAPlainFile(path, 'a link; name the file that it leads to');
  throw new NotAPlainFile(path, stats.isDirectory() ? 'a folder' : 'a device or a pipe, not a file');
}

/** Makes an empty file where there is none. Somebody else may do so at the same time; nobody's contents are touched. */
export function createFile(path: string): void {
  closeSync(openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW, PRIVATE_FILE));
}

/**
 * Opens for appending; file and folders are made where they are missing.
 * @throws NotAPlainFile, also when another name leads to the same file; or what the file system throws.
 */
export function openToAppend(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  plainFile(path);
  // What was looked at may have been replaced since: opening does not follow it, nor wait for the reader of a pipe.
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK } = constants;
  const descriptor = openSync(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, PRIVATE_FILE);
  const stats = fstatSync(descriptor);
  if (stats.isFile() && stats.nlink === 1) return descriptor;
  closeSync(descriptor);
  throw new NotAPlainFile(path, stats.isFile() ? 'a file with a second name, a hard link' : 'no file');
}
