import type Sqlite from 'better-sqlite3';
import type { Database } from './database.ts';
import { META_TABLE } from './integrity/keeper.ts';
import { type RowWriter, UPSERT_META } from './sql.ts';

/** Single facts about the database: what ran in it, who writes to it, how far the projections are. */
export class MetaTable {
  readonly #database: Database;
  readonly #select: Sqlite.Statement<[string], string>;
  readonly #upsert: RowWriter;

  constructor(database: Database) {
    const { connection } = database;
    this.#database = database;
    this.#select = connection.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck();
    this.#upsert = database.rowWriter(META_TABLE, UPSERT_META);
  }

  /** @throws StorageFailure when the storage cannot be read. */
  get(key: string): string | undefined {
    return this.#database.read(() => this.#select.get(key));
  }

  /**
   * Durable on return.
   * @throws StorageFailure when the storage does not take it; the old value stays then.
   */
  set(key: string, value: string): void {
    this.#database.transact(() => this.write(key, value));
  }

  /** Writes inside the caller's transaction. */
  write(key: string, value: string): void {
    this.#upsert.run(key, value);
  }
}
