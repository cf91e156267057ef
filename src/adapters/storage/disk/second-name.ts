/**
 * A file that can be reached by more than one name. SQLite keeps the log beside the name by which it was opened, so what
 * was written last by one name is missing by another.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import type Sqlite from 'better-sqlite3';
import { storageFailure, toStorageFailure } from '../errors.ts';
import { UPSERT_META } from '../sql.ts';

const WRITTEN_AS = 'written_as';
const MOUNTS = '/proc/self/mountinfo';
/** The fifth field of a line. */
const MOUNT_POINT = 4;

/** Why the file may have another name, for people; `undefined` for one that has this name alone. */
export function secondName(path: string): string | undefined {
  const { nlink } = statSync(path);
  if (nlink > 1) return `it has ${nlink} names (hard links)`;
  if (mountPoints().includes(path)) return 'it is itself a mount point';
  return undefined;
}

/**
 * Notes by which name the file is written from here on, in the file itself and not only in its log.
 * @throws StorageFailure when it was last written by another name and not closed: the log is there.
 */
export function noteName(connection: Sqlite.Database, path: string, why: string | undefined): void {
  const name = nameOf(path);
  const select = connection.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
  const last = select.get(WRITTEN_AS) ?? '';
  if (why !== undefined && last !== '' && last !== name) {
    const detail = `${why}, and was last written as ${last} and not closed: start and stop it there first`;
    throw storageFailure('secondName', path, detail);
  }
  if (last === name) return;
  try {
    connection.prepare(UPSERT_META).run(WRITTEN_AS, name);
    connection.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // A file with one name does not need it, and whether the storage takes rows shows at the first commit.
    const failure = toStorageFailure(error, path);
    if (why !== undefined) throw failure;
  }
}

/** Notes that the log holds nothing from here on. */
export function forgetName(connection: Sqlite.Database): void {
  connection.prepare(UPSERT_META).run(WRITTEN_AS, '');
}

function nameOf(path: string): string {
  return `${path} on ${hostname()}`;
}

function mountPoints(): string[] {
  if (!existsSync(MOUNTS)) return [];
  return readFileSync(MOUNTS, 'utf8')
    .split('\n')
    .map((line) => (line.split(' ')[MOUNT_POINT] ?? '').replace(/\\(\d{3})/g, (_, code: string) => octal(code)));
}

function octal(code: string): string {
  return String.fromCodePoint(Number.parseInt(code, 8));
}
