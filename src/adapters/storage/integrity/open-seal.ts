import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import type Sqlite from 'better-sqlite3';
import type { StorageFailureCode } from '../../../ports/journal.ts';
import { adviceOn, storageFailure } from '../errors.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { UPSERT_META } from '../sql.ts';
import { AUDIT_START, walkAudit } from './audit-chain.ts';
import { HeadWriter, type Heads, hasSeenRun, readHeads } from './heads.ts';
import {
  type Damage,
  inspectEnds,
  inspectHeads,
  inspectJournal,
  inspectSchema,
  inspectTables,
  readSeal,
} from './inspect.ts';
import { archivedEnd } from '../archive/archive-records.ts';
import { inspectArchiveRecords } from '../archive/inspect-archives.ts';
import {
  CHAIN_START,
  type ChainEnd,
  type JournalRow,
  SELECT_JOURNAL,
  answerText,
  linkRows,
} from '../chain/journal-chain.ts';
import { IntegrityKeeper, SEAL_KEY } from './keeper.ts';
import { type TableSum, addUp } from './row-sums.ts';
import { type Seal, encodeChecked, headOf } from './seal.ts';
import { DECIDING_TABLES, SUMMED_TABLES } from './summed-tables.ts';

/** A larger file is inspected in parts: what a start reads anyway, and the rest while the bot runs. */
const WHOLE_AT_START_BYTES = 64 * 1024 * 1024;

export function isWholeAtStart(path: string): boolean {
  return statSync(path).size <= WHOLE_AT_START_BYTES;
}

export function refusalOf(path: string, damage: readonly Damage[]): Error {
  return storageFailure(codeOf(damage), path, damage.map(({ message }) => message).join('; '));
}

/** What to do about it. */
export function remedyFor(path: string, damage: readonly Damage[]): string {
  return adviceOn(codeOf(damage), path);
}

/** Whether nothing more than the head is in the way, or the database itself is damaged. */
function codeOf(damage: readonly Damage[]): StorageFailureCode {
  const own = damage.filter(({ part }) => part !== 'archive');
  if (own.length === 0) return 'archive';
  return own.every(({ part }) => part === 'head') ? 'mismatch' : 'corrupt';
}

/**
 * Before a file is made: where a head has seen commits, a database that is missing or empty is a lost one.
 * @throws StorageFailure
 */
export function refuseLost(path: string, heads: Heads): void {
  if (isThere(path) || isThere(`${path}-wal`)) return;
  for (const { path: headPath, head } of readHeads(heads)) {
    if (!hasSeenRun(head)) continue;
    const seen = typeof head === 'object' ? `, which has seen journal entry ${head.sequence}` : '';
    const detail = `there is no database any more where a run was; there is its head, ${headPath}${seen}`;
    throw storageFailure('mismatch', path, detail);
  }
}

function isThere(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/**
 * Before migrations run: they would meet what they have made already.
 * @throws StorageFailure
 */
export function refuseSetBack(connection: Sqlite.Database, path: string, version: number): void {
  if (version === 0) return;
  const seal = readSeal(connection);
  if (typeof seal === 'string' || seal.schema <= version) return;
  const message = `it says schema version ${version}, and its seal ${seal.schema}`;
  throw refusalOf(path, [{ part: 'schema', message }]);
}

export interface SealOptions {
  readonly heads: Heads;
  /** Whether a new database keeps heads; one that has been sealed knows. */
  readonly keepsHead: boolean;
  /** Whether it is taken as it is. */
  readonly accepts: boolean;
}

/**
 * The keeper of a database that was just opened for writing, once it is held against its seal and its heads. One that has
 * no seal yet gets one.
 * @throws StorageFailure that names every damage.
 */
export function openSeal(connection: Sqlite.Database, path: string, options: SealOptions): IntegrityKeeper {
  const { heads, keepsHead, accepts } = options;
  const schema = inspectSchema(connection);
  if (schema.length > 0) throw refusalOf(path, schema);
  const stored = readSeal(connection);
  const isSealed = typeof stored !== 'string';
  const damage = accepts ? [] : inspectAtStart(connection, path, { stored, heads });
  if (damage.length > 0) throw refusalOf(path, damage);
  if (!isSealed || accepts) return begin(connection, path, heads, isSealed ? stored : emptySeal(keepsHead));
  const seal = stored.schema === MIGRATIONS.length ? stored : addedUpAnew(connection, stored);
  return new IntegrityKeeper(connection, seal, stored.keepsHead ? new HeadWriter(heads, headOf(seal)) : undefined);
}

function emptySeal(keepsHead: boolean): Seal {
  return {
    uuid: randomUUID(),
    revision: 0,
    schema: MIGRATIONS.length,
    keepsHead,
    journal: CHAIN_START,
    audit: AUDIT_START,
    tables: {},
  };
}

function inspectAtStart(
  connection: Sqlite.Database,
  path: string,
  { stored, heads }: { readonly stored: ReturnType<typeof readSeal>; readonly heads: Heads },
): Damage[] {
  const seen = readHeads(heads);
  if (stored === 'damaged') return [{ part: 'seal', message: 'its seal is missing or damaged' }];
  if (stored === 'begin') {
    const sealed = seen.find(({ head }) => hasSeenRun(head));
    if (sealed === undefined) return [];
    return [{ part: 'head', message: `it has never been sealed, and has a head, ${sealed.path}: it is an older copy` }];
  }
  const damage: Damage[] = stored.keepsHead ? inspectHeads(connection, stored, seen) : [];
  damage.push(...inspectEnds(connection, stored));
  const isWhole = isWholeAtStart(path);
  // A migration has changed rows since they were added up.
  if (stored.schema === MIGRATIONS.length) {
    damage.push(...runThrough(inspectTables(connection, stored, isWhole ? SUMMED_TABLES : DECIDING_TABLES)));
  }
  if (isWhole) damage.push(...runThrough(inspectJournal(connection)));
  return damage;
}

/** Takes what is in the database for what it should be. The head comes first: a sealed database is never without one. */
function begin(connection: Sqlite.Database, path: string, heads: Heads, before: Seal): IntegrityKeeper {
  const writer = before.keepsHead ? new HeadWriter(heads, headOf(before)) : undefined;
  try {
    const seal = sealContents(connection, path, before);
    writer?.write(headOf(seal));
    return new IntegrityKeeper(connection, seal, writer);
  } catch (error) {
    writer?.close();
    throw error;
  }
}

/** The end of something that yields for others, when there are none. */
function runThrough<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The next seal, of everything as it is: what the journal has without a link gets one. */
function sealContents(connection: Sqlite.Database, path: string, before: Seal): Seal {
  const audit = walkAudit(connection);
  if ('message' in audit) throw refusalOf(path, [{ part: 'audit', message: audit.message }]);
  return inTransaction(connection, () => {
    const journal = linkWhole(connection, path);
    const schema = MIGRATIONS.length;
    return { ...before, revision: before.revision + 1, schema, journal, audit, tables: sums(connection) };
  });
}

function addedUpAnew(connection: Sqlite.Database, seal: Seal): Seal {
  return inTransaction(connection, () => ({
    ...seal,
    revision: seal.revision + 1,
    schema: MIGRATIONS.length,
    tables: sums(connection),
  }));
}

function inTransaction(connection: Sqlite.Database, next: () => Seal): Seal {
  return connection
    .transaction(() => {
      const seal = next();
      connection.prepare(UPSERT_META).run(SEAL_KEY, encodeChecked(seal));
      return seal;
    })
    .immediate();
}

function sums(connection: Sqlite.Database): Record<string, TableSum> {
  return Object.fromEntries(SUMMED_TABLES.map((table) => [table.name, runThrough(addUp(connection, table))]));
}

/**
 * The end of a chain that holds; of one that does not, or of none, the end of a new one with a single link, from where the
 * archives end.
 */
function linkWhole(connection: Sqlite.Database, path: string): ChainEnd {
  const records = inspectArchiveRecords(connection);
  if (records.length > 0) throw refusalOf(path, [{ part: 'journal', message: records.join('; ') }]);
  const start = archivedEnd(connection);
  const last = connection.prepare<[], JournalRow>(`${SELECT_JOURNAL} ORDER BY sequence DESC LIMIT 1`).raw().get();
  if (last === undefined) return CHAIN_START;
  const [sequence, , , , answer, link] = last;
  const damage = runThrough(inspectJournal(connection));
  if (link !== null && damage.length === 0) return { sequence, link, answer: answerText(answer) };
  const count = connection
    .prepare<[number], number>('SELECT count(*) FROM journal WHERE sequence > ?')
    .pluck()
    .get(start.sequence);
  // What follows a gap means nothing without it.
  if (count !== sequence - start.sequence) throw refusalOf(path, damage);
  const end = linkRows(
    start,
    connection
      .prepare<[number], JournalRow>(`${SELECT_JOURNAL} WHERE sequence > ? ORDER BY sequence`)
      .raw()
      .iterate(start.sequence),
  );
  connection.prepare('UPDATE journal SET link = NULL WHERE link IS NOT NULL AND sequence > ?').run(start.sequence);
  connection.prepare('UPDATE journal SET link = ? WHERE sequence = ?').run(end.link, end.sequence);
  return end;
}
