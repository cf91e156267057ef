import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { PRIVATE_FILE, PRIVATE_FOLDER, createFile, plainFile } from '../files/index.ts';
import { storageFailure, toStorageFailure } from './errors.ts';
import { APPLICATION_ID } from './migrate.ts';

/**
 * Makes sure that there is a file of ours to open, or an empty one to begin with. Nothing is written beside another
 * program's file, and nothing about it is changed.
 * @throws StorageFailure or a file system error when there cannot be one.
 */
export function prepareFile(path: string): void {
  refuseFolder(path);
  prepareFolder(dirname(path));
  const file = plainFile(path);
  const log = plainFile(`${path}-wal`);
  // SQLite would begin afresh and delete the log, the only place where the latest entries are.
  if ((file?.size ?? 0) === 0 && (log?.size ?? 0) > 0) {
    throw storageFailure('corrupt', path, `the file is ${file ? 'empty' : 'missing'}, but its -wal file holds entries`);
  }
  if (file === undefined) createFile(path);
  else if (file.size > 0) refuseForeign(realpathSync(path));
}

/** How often this process has each file open, by device and inode: two names may lead to one. */
const openHere = new Map<string, number>();
/** What is to be done once a file is open no more. */
const afterwards = new Map<string, (() => void)[]>();

/** Notes that a connection is about to be opened; what it returns is called once that one is closed. */
export function noteOpen(file: string): () => void {
  const key = keyOf(file);
  openHere.set(key, (openHere.get(key) ?? 0) + 1);
  return () => {
    const count = (openHere.get(key) ?? 1) - 1;
    openHere.set(key, count);
    if (count > 0) return;
    openHere.delete(key);
    for (const act of afterwards.get(key) ?? []) act();
    afterwards.delete(key);
  };
}

/**
 * Does it as soon as this process has the file of that key open no more; says whether that was at once. Closing any
 * descriptor of a file drops the locks that SQLite has on it in this process.
 */
export function onceUnused(key: string, act: () => void): boolean {
  if (openHere.has(key)) {
    afterwards.set(key, [...(afterwards.get(key) ?? []), act]);
    return false;
  }
  act();
  return true;
}

/** Of a file, whatever its name. */
export function keyOf(file: string): string {
  const { dev, ino } = statSync(file, { bigint: true });
  return `${dev}:${ino}`;
}

/** Takes away what others may do with the file, and with the log and the index that a killed process left beside it. */
export function makePrivate(path: string): void {
  for (const name of [path, `${path}-wal`, `${path}-shm`]) {
    const file = lstatSync(name, { throwIfNoEntry: false });
    if (file?.isFile() === true && (file.mode & 0o077) !== 0) restrict(name);
  }
}

function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
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
    chmodSync(path, PRIVATE_FILE);
  } catch (error) {
    // Another owner's file may still be writable for us; whether it is shows when it is written.
    toStorageFailure(error, path);
  }
}

const MAGIC = 'SQLite format 3\0';
/** The file header, and the first bytes of the page that lists the tables. */
const HEAD_BYTES = 108;
const AT = { applicationId: 68, pageType: 100, tables: 103 } as const;
const LEAF_PAGE = 0x0d;

/**
 * From the bytes alone: SQLite would write an index beside the file of a program that uses the same journal mode.
 * A database of ours that was left while it was being made has no mark yet, and no table either.
 * @throws StorageFailure
 */
export function refuseForeign(path: string): void {
  // One that this process has open has been looked at.
  if (openHere.has(keyOf(path))) return;
  const head = Buffer.alloc(HEAD_BYTES);
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    readSync(descriptor, head, 0, HEAD_BYTES, 0);
  } finally {
    closeSync(descriptor);
  }
  if (!head.toString('latin1').startsWith(MAGIC)) throw storageFailure('notADatabase', path, '');
  const mark = head.readUInt32BE(AT.applicationId);
  const isEmpty = head[AT.pageType] === LEAF_PAGE && head.readUInt16BE(AT.tables) === 0;
  if (mark === APPLICATION_ID || (mark === 0 && isEmpty)) return;
  throw storageFailure('notADatabase', path, 'it is a SQLite database of another program');
}

export function refuseFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw storageFailure('notADatabase', path, `it is a folder; a file in it would be ${path}/cab.db`);
}
