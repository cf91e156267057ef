/** What the database knows of the archive: which entries are in which file, and where the chain goes on. */
import type Sqlite from 'better-sqlite3';
import { CHAIN_START, type ChainEnd, type JournalRow } from '../chain/journal-chain.ts';
import type { SqlValue } from '../sql.ts';
import { decodeArchiveRow, encodeArchiveRow } from './archive-row.ts';

/** A contiguous part of one run's journal that was moved into a file. */
export interface ArchiveRecord {
  readonly first: number;
  readonly last: number;
  readonly runId: string;
  readonly firstTimeMs: number;
  readonly lastTimeMs: number;
  /** The link before its first entry. */
  readonly linkBefore: string;
  /** Where the chain stands after its last entry. */
  readonly after: ChainEnd;
  /** Its name in the folder of archives. */
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  /** The first entry of a run, which every start reads, where one begins in it. */
  readonly opening: JournalRow | undefined;
  /** Sequence of its newest entry of each type, so that nobody opens it for what it does not hold. */
  readonly newest: Readonly<Record<string, number>>;
}

export const ARCHIVE_TABLE = {
  name: 'journal_archive',
  columns: [
    'first_sequence',
    'last_sequence',
    'run_id',
    'first_time_ms',
    'last_time_ms',
    'link_before',
    'link_after',
    'answer_after',
    'file',
    'sha256',
    'bytes',
    'opening',
    'newest',
  ],
  key: ['first_sequence'],
} as const;

export const INSERT_ARCHIVE = `INSERT INTO ${ARCHIVE_TABLE.name} (${ARCHIVE_TABLE.columns.join(', ')}) VALUES (${ARCHIVE_TABLE.columns.map(() => '?').join(', ')})`;

const SELECT_ARCHIVE = `SELECT ${ARCHIVE_TABLE.columns.join(', ')} FROM ${ARCHIVE_TABLE.name}`;

/** What the audit log says when a part was archived: the row of the table, on a chain that stays in the database. */
export const ARCHIVED_ACTION = 'journalArchived';

/** In the order of the columns. */
export function archiveValues(record: ArchiveRecord): SqlValue[] {
  const { first, last, runId, firstTimeMs, lastTimeMs, linkBefore, after, file, sha256, bytes, opening, newest } =
    record;
  const kept = opening ? encodeArchiveRow(opening) : null;
  const ends = [linkBefore, after.link, after.answer];
  return [first, last, runId, firstTimeMs, lastTimeMs, ...ends, file, sha256, bytes, kept, JSON.stringify(newest)];
}

/** What of it stands in the audit log: no more than it takes to tell another one. */
export function archivedDetail({ first, last, linkBefore, after, file, sha256, bytes }: ArchiveRecord) {
  return { first, last, linkBefore, linkAfter: after.link, file, sha256, bytes };
}

type Columns = [
  first: number,
  last: number,
  runId: string,
  firstTimeMs: number,
  lastTimeMs: number,
  linkBefore: string,
  linkAfter: string,
  answerAfter: string | null,
  file: string,
  sha256: string,
  bytes: number,
  opening: string | null,
  newest: string,
];

function toRecord(columns: Columns): ArchiveRecord {
  const [first, last, runId, firstTimeMs, lastTimeMs, linkBefore, link, answer, file, ...rest] = columns;
  const [sha256, bytes, opening, newest] = rest;
  return {
    first,
    last,
    runId,
    firstTimeMs,
    lastTimeMs,
    linkBefore,
    after: { sequence: last, link, answer },
    file,
    sha256,
    bytes,
    opening: opening === null ? undefined : decodeArchiveRow(opening),
    newest: JSON.parse(newest) as Record<string, number>,
  };
}

/** All of them, oldest first. */
export function archiveRecords(connection: Sqlite.Database): ArchiveRecord[] {
  return connection.prepare<[], Columns>(`${SELECT_ARCHIVE} ORDER BY first_sequence`).raw().all().map(toRecord);
}

/** The one that holds an entry. */
export function archiveRecordOf(connection: Sqlite.Database, sequence: number): ArchiveRecord | undefined {
  const found = connection
    .prepare<[number], Columns>(`${SELECT_ARCHIVE} WHERE first_sequence <= ? ORDER BY first_sequence DESC LIMIT 1`)
    .raw()
    .get(sequence);
  return found && sequence <= found[1] ? toRecord(found) : undefined;
}

/** Where the chain of the journal in the database begins. Rows up to there are copies that are yet to be deleted. */
export function archivedEnd(connection: Sqlite.Database): ChainEnd {
  const found = connection.prepare<[], Columns>(`${SELECT_ARCHIVE} ORDER BY first_sequence DESC LIMIT 1`).raw().get();
  return found ? toRecord(found).after : CHAIN_START;
}
