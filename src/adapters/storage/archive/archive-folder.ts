import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Where the archived parts of a database's journal are. */
export function archiveFolder(databasePath: string): string {
  const file = existsSync(databasePath) ? realpathSync(databasePath) : databasePath;
  return join(dirname(file), 'archive');
}

/** Begins the name of every file that belongs to the database. */
export function archivePrefix(databasePath: string): string {
  const file = existsSync(databasePath) ? realpathSync(databasePath) : databasePath;
  return `${basename(file)}-`;
}

const DIGITS = 12;

/** What tells a part from every other, of this database and of others. */
export interface ArchivePart {
  readonly uuid: string;
  readonly runId: string;
  readonly first: number;
  readonly last: number;
  readonly linkAfter: string;
}

/**
 * The same entries have the same name, and others another one: those of another database that lay here before, and of a
 * copy that went on differently.
 */
export function archiveName(databasePath: string, { uuid, runId, first, last, linkAfter }: ArchivePart): string {
  const run = runId.replaceAll(/[^\w-]/g, '_').slice(0, 40);
  const range = [first, last].map((sequence) => String(sequence).padStart(DIGITS, '0')).join('-');
  return `${archivePrefix(databasePath)}${uuid.slice(0, 8)}-${run}-${range}-${linkAfter.slice(0, 8)}.jsonl.gz`;
}
