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

/** The same entries have the same name, and others another one: a copy of a database that went on differently as well. */
export function archiveName(
  databasePath: string,
  part: { readonly runId: string; readonly first: number; readonly last: number; readonly linkAfter: string },
): string {
  const { runId, first, last, linkAfter } = part;
  const run = runId.replaceAll(/[^\w-]/g, '_').slice(0, 40);
  const range = [first, last].map((sequence) => String(sequence).padStart(DIGITS, '0')).join('-');
  return `${archivePrefix(databasePath)}${run}-${range}-${linkAfter.slice(0, 8)}.jsonl.gz`;
}
