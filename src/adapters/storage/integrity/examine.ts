import { rmSync, statSync } from 'node:fs';
import { type Result, err, ok } from '../../../domain/result.ts';
import type { StorageFailure } from '../../../ports/journal.ts';
import { type ArchiveLook, inspectArchiveFiles } from '../archive/inspect-archives.ts';
import { toStorageFailure } from '../errors.ts';
import { openDatabase } from '../open-database.ts';
import { SqliteAuditLog } from '../sqlite-audit-log.ts';
import { type Heads, readHeads, removeHeads } from './heads.ts';
import {
  type Damage,
  inspectEnds,
  inspectHeads,
  inspectJournal,
  inspectPages,
  inspectSchema,
  inspectTables,
  readSeal,
} from './inspect.ts';
import { refuseLost } from './open-seal.ts';
import type { Seal } from './seal.ts';
import { SUMMED_TABLES } from './summed-tables.ts';

/** Everything of a database, looked at once. */
export interface Examination {
  readonly path: string;
  readonly uuid: string | undefined;
  readonly entries: number;
  readonly auditEntries: number;
  readonly rows: number;
  readonly damage: readonly Damage[];
}

/**
 * Holds a database, which may be in use, against its seal and its head, byte by byte; changes nothing. Yields now and
 * then, so that others may have their turn; what is looked at is the database as it was at the beginning.
 */
export function* examineDatabase(
  path: string,
  heads: Heads,
  options: { readonly includesPages: boolean; readonly archives: ArchiveLook },
): Generator<undefined, Result<Examination, StorageFailure>> {
  try {
    refuseLost(path, heads);
    // The heads first: what is committed meanwhile makes them lag, never lead.
    const seen = readHeads(heads);
    const opened = openDatabase(path, { readonly: true });
    if (!opened.ok) return opened;
    const { connection } = opened.value;
    try {
      connection.exec('BEGIN');
      const seal = readSeal(connection);
      const damage = options.includesPages ? [...inspectSchema(connection), ...inspectPages(connection, true)] : [];
      yield;
      if (typeof seal === 'string') {
        const message =
          seal === 'begin' ? 'it has not been sealed yet: cab run does it' : 'its seal is missing or damaged';
        return ok({
          path,
          uuid: undefined,
          entries: 0,
          auditEntries: 0,
          rows: 0,
          damage: [...damage, { part: 'seal', message }],
        });
      }
      if (seal.keepsHead) damage.push(...inspectHeads(connection, seal, seen));
      damage.push(...inspectEnds(connection, seal));
      damage.push(...(yield* inspectTables(connection, seal, SUMMED_TABLES)));
      damage.push(...(yield* inspectJournal(connection)));
      const files = yield* inspectArchiveFiles(connection, path, options.archives);
      damage.push(...files.map((message) => ({ part: 'archive', message }) as const));
      return ok(examined(path, seal, damage));
    } finally {
      opened.value.close();
    }
  } catch (error) {
    return err(toStorageFailure(error, path));
  }
}

function examined(path: string, seal: Seal, damage: readonly Damage[]): Examination {
  const rows = Object.values(seal.tables).reduce((sum, table) => sum + table.rows, 0);
  return { path, uuid: seal.uuid, entries: seal.journal.sequence, auditEntries: seal.audit.sequence, rows, damage };
}

/**
 * Takes a database as it is: seals it anew and gives it a new head, on record in its audit log. Of a database that is gone
 * only the heads are left, and they are taken away, so that the next start begins a new one.
 */
export async function acceptDatabase(
  path: string,
  heads: Heads,
  { reason, timeMs }: { readonly reason: string; readonly timeMs: number },
): Promise<Result<'sealed' | 'forgotten', StorageFailure>> {
  try {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0) {
      removeHeads(heads);
      rmSync(path, { force: true });
      return ok('forgotten');
    }
    const opened = openDatabase(path, { heads, accepts: true });
    if (!opened.ok) return opened;
    try {
      const audit = new SqliteAuditLog(opened.value);
      const written = audit.append('cli', 'integrityAccepted', { reason }, timeMs);
      opened.value.commit();
      await written;
    } finally {
      opened.value.close();
    }
    return ok('sealed');
  } catch (error) {
    return err(toStorageFailure(error, path));
  }
}
