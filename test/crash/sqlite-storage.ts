import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, SqliteJournal, openDatabase } from '../../src/adapters/storage/index.ts';
import type { LocalJournal } from '../../src/ports/index.ts';
import type { DurableStorage } from './durable-storage.ts';

/** A real database. A crash leaves what is on the disk at that moment: file, log and head are copied, and the copy goes on. */
export class SqliteStorage implements DurableStorage {
  readonly #folder: string;
  #generation = 0;
  #database: Database | undefined;

  constructor(folder: string) {
    this.#folder = folder;
  }

  open(): LocalJournal {
    this.#database ??= this.#opened();
    return new SqliteJournal(this.#database);
  }

  crash(): void {
    const old = this.#path();
    this.#generation += 1;
    mkdirSync(join(this.#folder, `${this.#generation}`));
    for (const suffix of ['', '-wal', '.head']) {
      if (existsSync(old + suffix)) cpSync(old + suffix, this.#path() + suffix);
    }
    this.#database?.connection.close();
    this.#database = undefined;
  }

  close(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #path(): string {
    return join(this.#folder, `${this.#generation}`, 'run.db');
  }

  #opened(): Database {
    const opened = openDatabase(this.#path());
    if (!opened.ok) throw opened.error;
    return opened.value;
  }
}
