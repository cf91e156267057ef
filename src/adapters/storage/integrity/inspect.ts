/** What a database is held against: its own seal, and the head beside it. */
import Sqlite from 'better-sqlite3';
import { StorageFailure } from '../../../ports/journal.ts';
import { migrate } from '../migrate.ts';
import type { SqlValue } from '../sql.ts';
import { walkAudit } from './audit-chain.ts';
import type { SeenHead } from './heads.ts';
import { archivedEnd } from '../archive/archive-records.ts';
import { ArchivedEntries } from '../archive/archived-entries.ts';
import { inspectArchiveRecords } from '../archive/inspect-archives.ts';
import { ChainWalk, type JournalRow, SELECT_JOURNAL, answerText, describeBreak } from '../chain/journal-chain.ts';
import { SEAL_KEY } from './keeper.ts';
import { EMPTY_SUM, type SummedTable, addUp } from './row-sums.ts';
import { type Head, type Seal, decodeSeal, headOf } from './seal.ts';

/**
 * What is wrong, and where; `head` stands for a database that is whole, and not the one that its head has seen, `archive`
 * for a file beside it that a start does not need.
 */
export interface Damage {
  readonly part: 'head' | 'pages' | 'schema' | 'seal' | 'journal' | 'audit' | 'tables' | 'archive';
  readonly message: string;
}

/** `begin` where the database has not been sealed yet. */
export function readSeal(connection: Sqlite.Database): Seal | 'begin' | 'damaged' {
  const stored = connection.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(SEAL_KEY);
  if (stored === '') return 'begin';
  return (stored === undefined ? undefined : decodeSeal(stored)) ?? 'damaged';
}

export function inspectHeads(connection: Sqlite.Database, seal: Seal, seen: readonly SeenHead[]): Damage[] {
  return seen.flatMap((one) => {
    const message = headProblem(connection, seal, one);
    return message === undefined ? [] : [{ part: 'head', message }];
  });
}

/** Why the head does not go with the database; a head that is behind, as a crash leaves it, does. */
function headProblem(connection: Sqlite.Database, seal: Seal, { path, head }: SeenHead): string | undefined {
  if (head === undefined) return `its head, ${path}, is missing: whether entries are missing at its end cannot be told`;
  if (head === 'damaged') return `its head, ${path}, is damaged: whether entries are missing at its end cannot be told`;
  if (head.uuid !== seal.uuid) return `the head ${path} is of another database: one was put in the place of the other`;
  if (head.revision > seal.revision) {
    return (
      `it ends with journal entry ${seal.journal.sequence} and commit ${seal.revision}, its head, ${path}, has seen ` +
      `entry ${head.sequence} and commit ${head.revision}: it is an older copy, or its end, as in its -wal file, is lost`
    );
  }
  const own = headOf(seal);
  if (head.revision === seal.revision) {
    return head.seal === own.seal ? undefined : `its head, ${path}, has seen another copy, which went on differently`;
  }
  return isInPast(connection, head) ? undefined : `it does not contain what its head, ${path}, has seen of it`;
}

function isInPast(connection: Sqlite.Database, { sequence, link, audit }: Head): boolean {
  const auditAt = connection.prepare<[number], string>('SELECT hash FROM audit WHERE sequence = ?').pluck();
  return (
    (sequence === 0 || linkAt(connection, sequence) === link) &&
    (audit.sequence === 0 || auditAt.get(audit.sequence) === audit.hash)
  );
}

/** Of an entry, wherever it is by now; `undefined` as well where its archive cannot be read. */
function linkAt(connection: Sqlite.Database, sequence: number): string | null | undefined {
  const select = connection.prepare<[number], string | null>('SELECT link FROM journal WHERE sequence = ?').pluck();
  const link = select.get(sequence);
  if (link !== undefined) return link;
  const archived = new ArchivedEntries(connection, connection.name);
  try {
    return archived.endAt(sequence)?.link ?? archived.rowsFrom(sequence)?.[0]?.[5];
  } catch (error) {
    if (error instanceof StorageFailure) return undefined;
    throw error;
  }
}

/** `isWhole` holds indexes against their tables as well. */
export function inspectPages(connection: Sqlite.Database, isWhole: boolean): Damage[] {
  const found = connection.pragma(isWhole ? 'integrity_check(5)' : 'quick_check(1)') as Record<string, string>[];
  const messages = found.flatMap((row) => Object.values(row)).filter((message) => message !== 'ok');
  return messages.map((message) => ({ part: 'pages', message }));
}

/** Tables and indexes are what the migrations make; others beside them are nobody's harm. */
export function inspectSchema(connection: Sqlite.Database): Damage[] {
  const fresh = new Sqlite(':memory:');
  try {
    migrate(fresh, ':memory:');
    const present = new Map(schemaOf(connection));
    return schemaOf(fresh)
      .filter(([name, sql]) => present.get(name) !== sql)
      .map(([name]) => ({
        part: 'schema',
        message: `${name} is ${present.has(name) ? 'not as it was made' : 'missing'}`,
      }));
  } finally {
    fresh.close();
  }
}

function schemaOf(connection: Sqlite.Database): (readonly [name: string, sql: string])[] {
  const rows = connection
    .prepare<[], { type: string; name: string; tbl_name: string; sql: string | null }>(
      'SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name',
    )
    .all();
  return rows.map(({ type, name, tbl_name, sql }) => [`${type} ${name}`, `${tbl_name} ${sql ?? ''}`]);
}

/** The ends of journal and audit log are where the seal says. Walks the audit log, which only people's acts make longer. */
export function inspectEnds(connection: Sqlite.Database, seal: Seal): Damage[] {
  const last = connection.prepare<[], JournalRow>(`${SELECT_JOURNAL} ORDER BY sequence DESC LIMIT 1`).raw().get();
  const { sequence, link, answer } = seal.journal;
  const damage: Damage[] = [];
  if ((last?.[0] ?? 0) !== sequence) {
    damage.push({
      part: 'journal',
      message: `the journal ends with entry ${last?.[0] ?? 0}, it ended with ${sequence}`,
    });
  } else if (last && (last[5] !== link || answerText(last[4]) !== answer)) {
    damage.push({ part: 'journal', message: `journal entry ${sequence}, the last, is not what was written` });
  }
  damage.push(...inspectArchiveRecords(connection).map((message) => ({ part: 'journal', message }) as const));
  const audit = walkAudit(connection);
  if ('message' in audit) damage.push({ part: 'audit', message: audit.message });
  else if (audit.sequence !== seal.audit.sequence || audit.hash !== seal.audit.hash) {
    damage.push({
      part: 'audit',
      message: `the audit log ends with entry ${audit.sequence}, it ended with ${seal.audit.sequence}`,
    });
  }
  return damage;
}

/** Yields now and then, so that others may have their turn. */
export function* inspectTables(
  connection: Sqlite.Database,
  seal: Seal,
  tables: readonly SummedTable[],
): Generator<undefined, Damage[]> {
  const damage: Damage[] = [];
  for (const table of tables) {
    const { rows, sum } = yield* addUp(connection, table);
    const sealed = seal.tables[table.name] ?? EMPTY_SUM;
    if (rows === sealed.rows && sum === sealed.sum) continue;
    const message =
      rows === sealed.rows
        ? `table ${table.name}: at least one of its ${rows} rows is not what was written`
        : `table ${table.name} has ${rows} rows, ${sealed.rows} were written`;
    damage.push({ part: 'tables', message });
  }
  return damage;
}

const PAGE_ROWS = 1000;
const MOST_BREAKS = 10;

/** Walks the whole chain from where the archives end; yields after each page. */
export function* inspectJournal(connection: Sqlite.Database): Generator<undefined, Damage[]> {
  const page = connection
    .prepare<SqlValue[], JournalRow>(`${SELECT_JOURNAL} WHERE sequence > ? ORDER BY sequence LIMIT ${PAGE_ROWS}`)
    .raw();
  const start = archivedEnd(connection);
  const walk = new ChainWalk(start);
  const damage: Damage[] = [];
  let last = start.sequence;
  for (let rows = page.all(last); rows.length > 0 && damage.length < MOST_BREAKS; rows = page.all(last)) {
    for (const row of rows) {
      const found = walk.take(row);
      if (found) damage.push({ part: 'journal', message: describeBreak(found) });
    }
    last = rows.at(-1)?.[0] ?? last;
    yield;
  }
  return damage;
}
