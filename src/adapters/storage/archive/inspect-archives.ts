/** Archives are held against what the database knows of them, and that against the audit log. */
import { isDeepStrictEqual } from 'node:util';
import type Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import { CHAIN_START, ChainWalk, answerText, describeBreak } from '../chain/journal-chain.ts';
import { ArchiveFile, ArchiveProblem, requireArchive } from './archive-file.ts';
import { archiveFolder } from './archive-folder.ts';
import { ARCHIVED_ACTION, type ArchiveRecord, archiveRecords, archivedDetail } from './archive-records.ts';
import { encodeArchiveRow } from './archive-row.ts';

/**
 * What is wrong with what the database says of its archives: each part follows the one before, and the audit log, whose
 * chain is whole, says the same of it.
 */
export function inspectArchiveRecords(connection: Sqlite.Database): string[] {
  const told = new Map(
    connection
      .prepare<[string], string>('SELECT detail FROM audit WHERE action = ?')
      .pluck()
      .all(ARCHIVED_ACTION)
      .map((detail) => [detailKey(JSON.parse(detail) as object), detail]),
  );
  const problems: string[] = [];
  let end = CHAIN_START;
  for (const record of archiveRecords(connection)) {
    const { first, last, linkBefore, after } = record;
    const what = `what is on record of archived entries ${first} to ${last}`;
    if (first !== end.sequence + 1 || linkBefore !== end.link)
      problems.push(`${what} does not follow entry ${end.sequence}`);
    else if (!told.delete(detailKey(archivedDetail(record)))) problems.push(`${what} is not what the audit log says`);
    end = after;
  }
  for (const detail of told.values()) {
    const { first, last } = JSON.parse(detail) as { readonly first: number; readonly last: number };
    problems.push(`the audit log says that entries ${first} to ${last} were archived, and there is no record of it`);
  }
  return problems;
}

function detailKey(detail: object): string {
  return JSON.stringify(Object.entries(detail).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** How far a look goes: whether files are there, whether their bytes are right, or each of their entries. */
export type ArchiveLook = 'there' | 'bytes' | 'entries';

/** Every file that is not as it was written, with what to do; yields now and then, so that others may have their turn. */
export function* inspectArchiveFiles(
  connection: Sqlite.Database,
  databasePath: string,
  look: ArchiveLook,
): Generator<undefined, string[]> {
  const folder = archiveFolder(databasePath);
  const problems: string[] = [];
  let before: ArchiveRecord | undefined;
  for (const record of archiveRecords(connection)) {
    const path = join(folder, record.file);
    try {
      if (look === 'there') requireArchive(path, record);
      else {
        const file = new ArchiveFile(path, record);
        yield;
        if (look === 'entries') yield* requireEntries(file, { path, before });
      }
    } catch (error) {
      if (!(error instanceof ArchiveProblem)) throw error;
      problems.push(error.message);
    }
    before = record;
  }
  return problems;
}

/**
 * The chain goes on through the file, from the part before it to where the record says.
 * @throws ArchiveProblem
 */
export function* requireEntries(
  file: ArchiveFile,
  { path, before }: { readonly path: string; readonly before: ArchiveRecord | undefined },
): Generator<undefined, void> {
  const { first, last, after, opening } = file.record;
  const newest: Record<string, number> = {};
  const refuse = (why: string): never => {
    throw new ArchiveProblem(`archive file ${path}, journal entries ${first} to ${last}, does not hold: ${why}`);
  };
  const walk = new ChainWalk(before?.after ?? CHAIN_START);
  let end: readonly [sequence: number, link: string | null, answer: string | null] = [0, null, null];
  for (const block of file.blocks()) {
    for (const row of block) {
      const found = walk.take(row);
      if (found) refuse(describeBreak(found));
      if (opening && row[0] === opening[0] && encodeArchiveRow(row) !== encodeArchiveRow(opening)) {
        refuse('the beginning of its run is not the one that the database keeps');
      }
      newest[row[2]] = row[0];
      end = [row[0], row[5], answerText(row[4])];
    }
    yield;
  }
  if (end[0] !== last || end[1] !== after.link || end[2] !== after.answer) refuse('it does not end as it should');
  if (!isDeepStrictEqual(newest, file.record.newest)) refuse('it holds other types of entries than are on record');
}
