import type Sqlite from 'better-sqlite3';
import type { AnswerCell } from '../rows/index.ts';
import { type RowWriter, type SqlValue, UPSERT_META } from '../sql.ts';
import type { HeadWriter } from './heads.ts';
import { type JournalRow, answerText, linkRows } from '../chain/journal-chain.ts';
import { EMPTY_SUM, type SummedTable, type TableSum, rowHash, withRow, withoutRow } from './row-sums.ts';
import { type Seal, encodeChecked, headOf } from './seal.ts';

export const SEAL_KEY = 'integrity';

/** Without the seal itself, and without what is noted beside it of the process that writes. */
export const META_TABLE: SummedTable = {
  name: 'meta',
  columns: ['key', 'value'],
  key: ['key'],
  except: `key IN ('${SEAL_KEY}', 'writer', 'written_as')`,
};

export const OVERRIDES_TABLE: SummedTable = {
  name: 'setting_overrides',
  columns: ['key', 'value', 'actor', 'time_ms'],
  key: ['key'],
};

/** Rows whose hashes are remembered, so that a row that changes often is not read before each change. */
const REMEMBERED_ROWS = 4096;

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type Draft = Mutable<Seal> & { tables: Record<string, TableSum> };

/**
 * Keeps the seal of an open database: told of every row inside the transaction that writes it, it writes the seal in
 * the same transaction, and the head once that is durable. After a transaction that failed it is told everything again.
 */
export class IntegrityKeeper {
  readonly #connection: Sqlite.Database;
  readonly #head: HeadWriter | undefined;
  readonly #writeSeal: Sqlite.Statement<[string, string]>;
  /** By table and key, of rows that are in the database or in the open transaction. */
  readonly #remembered = new Map<string, number>();
  /** Highest value of a table's ascending column. */
  readonly #highest = new Map<string, number>();
  #seal: Seal;
  #draft: Draft | undefined;

  constructor(connection: Sqlite.Database, seal: Seal, head: HeadWriter | undefined) {
    this.#connection = connection;
    this.#seal = seal;
    this.#head = head;
    this.#writeSeal = connection.prepare(UPSERT_META);
  }

  /** As of the last commit. */
  get seal(): Seal {
    return this.#seal;
  }

  /** Why the head could not be written. */
  get headProblem(): string | undefined {
    return this.#head?.problem;
  }

  /** Rows that are about to be inserted, in order; gives the link that stands on the last of them. */
  linkJournal(rows: readonly JournalRow[]): string {
    const draft = this.#open();
    draft.journal = linkRows(draft.journal, rows);
    return draft.journal.link;
  }

  /** The answer to the last linked entry, when it arrives after the entry. */
  answerJournal(answer: AnswerCell): void {
    const draft = this.#open();
    draft.journal = { ...draft.journal, answer: answerText(answer) };
  }

  appendAudit(sequence: number, hash: string): void {
    this.#open().audit = { sequence, hash };
  }

  /** A statement that inserts a row of these columns, or replaces the one of the same key, or leaves it. */
  summed(table: SummedTable, statement: RowWriter): RowWriter {
    const { name, columns, key } = table;
    const keyAt = key.map((column) => columns.indexOf(column));
    const ascendingAt = table.ascending === undefined ? -1 : columns.indexOf(table.ascending);
    const hashOfOld = this.#hashOfOld(table);
    return {
      run: (...values: SqlValue[]) => {
        const draft = this.#open();
        const sum = draft.tables[name] ?? EMPTY_SUM;
        const added = rowHash(name, values);
        if (ascendingAt >= 0 && this.#isBeyond(table, values[ascendingAt] as number)) {
          draft.tables[name] = withRow(sum, added);
          return statement.run(...values);
        }
        const keyValues = keyAt.map((at) => values[at] as SqlValue);
        const id = `${name} ${keyValues.join('\n')}`;
        const old = this.#remembered.get(id) ?? hashOfOld(keyValues);
        const result = statement.run(...values);
        if (result.changes === 0) return result;
        draft.tables[name] = withRow(old === undefined ? sum : withoutRow(sum, old), added);
        this.#remember(id, added);
        return result;
      },
    };
  }

  /** A statement that deletes the row of a key. */
  summedDelete(table: SummedTable, statement: RowWriter): RowWriter {
    const hashOfOld = this.#hashOfOld(table);
    return {
      run: (...keyValues: SqlValue[]) => {
        const draft = this.#open();
        const old = hashOfOld(keyValues);
        if (old !== undefined) draft.tables[table.name] = withoutRow(draft.tables[table.name] ?? EMPTY_SUM, old);
        this.#remembered.delete(`${table.name} ${keyValues.join('\n')}`);
        return statement.run(...keyValues);
      },
    };
  }

  /** Every row of the table is deleted in this transaction. */
  emptied(table: SummedTable): void {
    this.#open().tables[table.name] = EMPTY_SUM;
    this.#remembered.clear();
    this.#highest.clear();
  }

  /** The last thing that a transaction writes. */
  write(): void {
    const draft = this.#draft;
    if (draft === undefined) return;
    this.#writeSeal.run(SEAL_KEY, encodeChecked(draft));
  }

  /** The transaction is durable. */
  settled(): void {
    if (this.#draft === undefined) return;
    this.#seal = this.#draft;
    this.#draft = undefined;
    this.#head?.write(headOf(this.#seal));
  }

  /** The transaction was rolled back. */
  failed(): void {
    this.#draft = undefined;
    this.#remembered.clear();
    this.#highest.clear();
  }

  /** The database was rescued: its head lies where it will be put back. */
  putBackHead(): void {
    this.#head?.putBack();
  }

  /** The heads are on the disk on return. */
  syncHead(): void {
    this.#head?.sync();
  }

  close(): void {
    this.#head?.close();
  }

  #open(): Draft {
    this.#draft ??= { ...this.#seal, revision: this.#seal.revision + 1, tables: { ...this.#seal.tables } };
    return this.#draft;
  }

  #hashOfOld({ name, columns, key }: SummedTable): (keyValues: readonly SqlValue[]) => number | undefined {
    const conditions = key.map((column) => `${column} = ?`).join(' AND ');
    const select = this.#connection
      .prepare<SqlValue[], SqlValue[]>(`SELECT ${columns.join(', ')} FROM ${name} WHERE ${conditions}`)
      .raw();
    return (keyValues) => {
      const row = select.get(...keyValues);
      return row && rowHash(name, row);
    };
  }

  #isBeyond({ name, ascending }: SummedTable, value: number): boolean {
    let highest = this.#highest.get(name);
    highest ??=
      this.#connection.prepare<[], number | null>(`SELECT max(${ascending}) FROM ${name}`).pluck().get() ?? -1;
    this.#highest.set(name, Math.max(highest, value));
    return value > highest;
  }

  #remember(id: string, hash: number): void {
    if (this.#remembered.size >= REMEMBERED_ROWS) this.#remembered.clear();
    this.#remembered.set(id, hash);
  }
}
