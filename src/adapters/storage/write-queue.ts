import type { CommitParticipant, Database } from './database.ts';
import { storageFailure } from './errors.ts';
import type { RowWriter, SqlValue } from './sql.ts';

/** Writes that wait for the database's next commit, in order. */
export class WriteQueue implements CommitParticipant {
  readonly #database: Database;
  readonly #limit: number;
  #statements: RowWriter[] = [];
  #values: (readonly SqlValue[])[] = [];

  /** Holds at most `limit` writes while the storage does not take them. */
  constructor(database: Database, limit: number) {
    this.#database = database;
    this.#limit = limit;
    database.enlist(this);
  }

  /** @throws StorageFailure when too much is waiting; the write was not taken then. */
  add(statement: RowWriter, values: readonly SqlValue[]): void {
    if (this.#statements.length >= this.#limit) {
      const cause = this.#database.failure;
      const detail = `${this.#limit} writes are waiting: ${cause?.message ?? 'nothing was committed'}`;
      throw storageFailure(cause?.code ?? 'full', this.#database.path, detail, { cause });
    }
    this.#statements.push(statement);
    this.#values.push(values);
  }

  hasPending(): boolean {
    return this.#statements.length > 0;
  }

  write(): void {
    for (let i = 0; i < this.#statements.length; i += 1) {
      (this.#statements[i] as RowWriter).run(...(this.#values[i] as SqlValue[]));
    }
  }

  settled(): void {
    this.#statements = [];
    this.#values = [];
  }
}
