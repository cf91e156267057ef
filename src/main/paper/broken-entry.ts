import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createFile, plainFile } from '../../adapters/files/index.ts';
import type { Database } from '../../adapters/storage/index.ts';
import { type BrokenEntry, Quarantine } from '../../runtime/index.ts';

/**
 * Beside the database, which nobody writes to from then on: the entry stands in the rows that wait there, and would break
 * the next start before anybody could set it aside.
 */
export function openQuarantine(database: Database): Quarantine {
  const path = `${database.path}.broken`;
  return new Quarantine(read(path), (broken) => {
    database.abandon();
    write(path, broken);
  });
}

/** At once, as the process ends over it. Where there is no room the entry is tried once more. */
function write(path: string, broken: BrokenEntry): void {
  try {
    rmSync(path, { force: true });
    createFile(path);
    writeFileSync(path, JSON.stringify(broken));
  } catch {
    // What broke the engine is what people must hear of.
  }
}

/** A file that cannot be read says nothing: the entry is tried once more. */
function read(path: string): BrokenEntry | undefined {
  if (plainFile(path) === undefined) return undefined;
  try {
    const noted = JSON.parse(readFileSync(path, 'utf8')) as BrokenEntry | null;
    return Number.isInteger(noted?.count) ? (noted ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}
