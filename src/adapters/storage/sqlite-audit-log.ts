import { type Result, err, ok } from '../../domain/result.ts';
import type { AuditBreak, AuditDetail, AuditEntry, AuditLog } from '../../ports/audit.ts';
import { StorageFailure } from '../../ports/journal.ts';
import type { Database } from './database.ts';
import { AUDIT_START, type AuditColumns, auditBreak, auditHash, walkAudit } from './integrity/audit-chain.ts';
import { META_TABLE } from './integrity/keeper.ts';
import { MetaTable } from './meta-table.ts';
import { type RowWriter, type SqlValue, UPSERT_META } from './sql.ts';
import { WriteQueue } from './write-queue.ts';

const HEAD_KEY = 'audit_head';
/** Even, because an entry is two writes: both are taken or none. */
const WAITING_WRITES = 10_000;

/** Each row's hash covers the row before it; the last one is kept apart as well, so that a cut tail shows. */
export class SqliteAuditLog implements AuditLog {
  readonly #database: Database;
  readonly #meta: MetaTable;
  readonly #queue: WriteQueue;
  readonly #insert: RowWriter;
  readonly #setHead: RowWriter;
  #sequence: number;
  #hash: string;
  /** Called once everything that was appended is durable. */
  #waiting: (() => void)[] = [];

  /** @throws StorageFailure when the storage cannot be read. */
  constructor(database: Database) {
    const { connection } = database;
    this.#database = database;
    this.#meta = new MetaTable(database);
    this.#queue = new WriteQueue(database, WAITING_WRITES);
    const insert = connection.prepare<SqlValue[]>(
      'INSERT INTO audit (sequence, time_ms, actor, action, detail, hash) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#insert = {
      run: (...values) => {
        database.integrity?.appendAudit(values[0] as number, values[5] as string);
        return insert.run(...values);
      },
    };
    this.#setHead = database.rowWriter(META_TABLE, UPSERT_META);
    const last = database.read(() =>
      connection.prepare<[], AuditColumns>('SELECT * FROM audit ORDER BY sequence DESC LIMIT 1').get(),
    );
    this.#sequence = last?.sequence ?? 0;
    this.#hash = last?.hash ?? AUDIT_START.hash;
    database.enlist({ hasPending: () => false, write: () => undefined, settled: () => this.#settled() });
  }

  async append(actor: string, action: string, detail: AuditDetail, timeMs: number): Promise<void> {
    const sequence = this.#sequence + 1;
    const row = { sequence, time_ms: timeMs, actor, action, detail: canonical(detail) };
    const hash = auditHash(this.#hash, row);
    this.#queue.add(this.#insert, [sequence, timeMs, actor, action, row.detail, hash]);
    this.#sequence = sequence;
    this.#hash = hash;
    this.#queue.add(this.#setHead, [HEAD_KEY, hash]);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    // The journal's commit takes it along; where there is none in this turn it does not wait for one.
    setImmediate(() => this.#commitWaiting());
    await promise;
  }

  async entries({
    limit = 100,
    offset = 0,
  }: {
    readonly limit?: number;
    readonly offset?: number;
  } = {}): Promise<AuditEntry[]> {
    const select = this.#database.connection.prepare<[number, number], AuditColumns>(
      'SELECT * FROM audit ORDER BY sequence DESC LIMIT ? OFFSET ?',
    );
    return this.#database.read(() => select.all(limit, offset)).map(toEntry);
  }

  async verify(): Promise<Result<number, AuditBreak>> {
    return this.#database.read(() => {
      const end = walkAudit(this.#database.connection);
      if ('message' in end) return err(end);
      if ((this.#meta.get(HEAD_KEY) ?? AUDIT_START.hash) !== end.hash)
        return err(auditBreak(end.sequence + 1, 'and maybe more were cut off the end'));
      return ok(end.sequence);
    });
  }

  #settled(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #commitWaiting(): void {
    if (!this.#queue.hasPending() || !this.#database.connection.open) return;
    try {
      this.#database.commit();
    } catch (failure) {
      // It keeps waiting: the journal's own commit meets the same storage, and knows what to do about it.
      if (!(failure instanceof StorageFailure)) throw failure;
    }
  }
}

/** The same detail is the same text, whatever the order in which it was put together. */
function canonical(detail: AuditDetail): string {
  return JSON.stringify(Object.fromEntries(Object.entries(detail).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function toEntry({ sequence, time_ms: timeMs, actor, action, detail, hash }: AuditColumns): AuditEntry {
  return { sequence, timeMs, actor, action, detail: JSON.parse(detail) as AuditDetail, hash };
}
