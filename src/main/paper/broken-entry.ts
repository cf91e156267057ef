import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createFile, plainFile } from '../../adapters/files/index.ts';
import { type BrokenEntry, Quarantine } from '../../runtime/index.ts';

/** Beside the database, as the process that notes it cannot write there any more. */
export function openQuarantine(databasePath: string): Quarantine {
  const path = `${databasePath}.broken`;
  return new Quarantine(read(path), (broken) => write(path, broken));
}

/** At once: the process ends over it. */
function write(path: string, broken: BrokenEntry): void {
  rmSync(path, { force: true });
  createFile(path);
  writeFileSync(path, JSON.stringify(broken));
}

/** A file that cannot be read says nothing: the entry is tried once more. */
function read(path: string): BrokenEntry | undefined {
  if (plainFile(path) === undefined) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as BrokenEntry;
  } catch {
    return undefined;
  }
}
