/** A database whose file has lost its name is still open: what it holds is written out before it is gone for good. */
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { PRIVATE_FOLDER, createFile, plainFile } from '../../files/index.ts';
import { storageFailure } from '../errors.ts';

/** Where it is written; a start that finds it there begins nothing anew. */
function rescuePath(path: string): string {
  return `${path}.rescued`;
}

/** Writes a whole copy beside the place where the database was; says how that went, and what to do. */
export function rescue(connection: Sqlite.Database, path: string): string {
  const copy = rescuePath(path);
  try {
    mkdirSync(dirname(copy), { recursive: true, mode: PRIVATE_FOLDER });
    if (plainFile(copy) !== undefined) return `nothing was rescued, ${copy} was there already`;
    createFile(copy);
    fill(connection, copy);
    return remedy(path);
  } catch (error) {
    return `what it held could not be rescued, put your latest backup in its place: ${String(error)}`;
  }
}

/**
 * @throws StorageFailure when an earlier run has rescued its database and nobody has decided yet which one to go on with.
 */
export function refuseWhatWasRescued(path: string): void {
  if (plainFile(rescuePath(path)) !== undefined) throw storageFailure('removed', path, remedy(path));
}

function remedy(path: string): string {
  const copy = rescuePath(path);
  return `everything it held is in ${copy}. To go on with that: mv "${copy}" "${path}"; to begin another run move it away`;
}

/** Whole or not at all: half a copy would pass for one. */
function fill(connection: Sqlite.Database, copy: string): void {
  try {
    connection.prepare('VACUUM INTO ?').run(copy);
    synchronize(copy);
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
}

function synchronize(path: string): void {
  for (const name of [path, dirname(path)]) {
    const descriptor = openSync(name, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}
