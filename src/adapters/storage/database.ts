import type Sqlite from 'better-sqlite3';
import type { StorageFailure } from '../../ports/journal.ts';
import type { FileChange, FileIdentity } from './disk/file-identity.ts';
import { rescue } from './disk/rescue.ts';
import { forgetName } from './disk/second-name.ts';
import { storageFailure, toStorageFailure } from './errors.ts';
import type { IntegrityKeeper } from './integrity/keeper.ts';
import type { SummedTable } from './integrity/row-sums.ts';
import type { RowWriter, SqlValue } from './sql.ts';

/** Something with rows waiting in memory for the next commit. */
export interface CommitParticipant {
  hasPending(): boolean;
  /** Runs inside the transaction, again after a failed one: it must not forget anything yet. */
  write(): void;
  /** The rows are durable and can be forgotten. */
  settled(): void;
}

/** What a writer's connection keeps. */
interface KeptParts {
  readonly integrity?: IntegrityKeeper;
  /** To hold its file against at each commit. */
  readonly identity?: FileIdentity;
}

/**
 * One connection, shared by journal, projections, audit and settings. Rows wait in memory until `commit` writes all of
 * them in one transaction with one fsync. When that fails they keep waiting, in order: nothing is lost or half written,
 * and the next commit tries again. This is also what a real disk imposes: SQLite meets a full disk at commit, not at
 * insert.
 */
export class Database {
  readonly path: string;
  readonly isReadonly: boolean;
  readonly connection: Sqlite.Database;
  /** Keeps the seal; `undefined` where nothing is written. */
  readonly integrity: IntegrityKeeper | undefined;
  /** Why the latest commit failed; `undefined` while storage takes what it is given. */
  failure: StorageFailure | undefined;
  readonly #participants: CommitParticipant[] = [];
  readonly #statements: Record<'begin' | 'commit' | 'rollback', Sqlite.Statement>;
  readonly #releaseLock: () => void;
  readonly #identity: FileIdentity | undefined;
  /** Its file is not the one that was opened, or who writes is broken: nothing is written any more. */
  #lost: StorageFailure | undefined;

  /** `releaseLock` is called once the connection is closed. A reader has no `kept` parts. */
  constructor(path: string, connection: Sqlite.Database, releaseLock: () => void, kept: KeptParts = {}) {
    this.#identity = kept.identity;
    this.path = path;
    this.connection = connection;
    this.isReadonly = connection.readonly;
    this.#releaseLock = releaseLock;
    this.integrity = kept.integrity;
    this.#statements = {
      begin: connection.prepare('BEGIN IMMEDIATE'),
      commit: connection.prepare('COMMIT'),
      rollback: connection.prepare('ROLLBACK'),
    };
  }

  /** Adds a source of rows; they are written in the order of enlisting. */
  enlist(participant: CommitParticipant): void {
    this.#participants.push(participant);
  }

  /**
   * Returns when every waiting row would survive a power cut, in the file that was opened.
   * @throws StorageFailure when the storage does not take them; they keep waiting. `removed` is final.
   */
  commit(): void {
    if (!this.#participants.some((participant) => participant.hasPending())) {
      this.#checkFiles();
      return;
    }
    this.transact(() => {
      for (const participant of this.#participants) participant.write();
    });
    for (const participant of this.#participants) participant.settled();
  }

  /**
   * Runs `work` in a durable transaction of its own.
   * @throws StorageFailure when the storage does not take it; nothing of it was written then.
   */
  transact(work: () => void): void {
    if (this.#lost) throw this.#lost;
    try {
      this.#statements.begin.run();
      work();
      this.integrity?.write();
      this.#statements.commit.run();
      this.failure = undefined;
    } catch (error) {
      this.integrity?.failed();
      // SQLite rolls back by itself after some errors; when that too fails, the first error tells more.
      if (this.connection.inTransaction) this.#statements.rollback.run();
      this.failure = toStorageFailure(error, this.path);
      // A file that has gone is no disk that refuses: what comes of it later would be written where nobody finds it.
      this.#checkFiles();
      throw this.failure;
    }
    this.integrity?.settled();
    this.#checkFiles();
  }

  /** Who writes is broken: what waits is let go, and nothing is written any more, whoever asks for it. */
  abandon(): void {
    this.#lost ??= storageFailure('other', this.path, 'the run has failed; what was not committed is let go');
  }

  /** Prepares a statement that writes whole rows of a table whose rows are added up. */
  rowWriter(table: SummedTable, sql: string): RowWriter {
    const statement = this.connection.prepare<SqlValue[]>(sql);
    return this.integrity?.summed(table, statement) ?? statement;
  }

  /** @throws StorageFailure when the storage cannot be read. */
  read<T>(query: () => T): T {
    try {
      return query();
    } catch (error) {
      throw toStorageFailure(error, this.path);
    }
  }

  /** Of the file, left by rows that were deleted: the next rows are written there. */
  get unusedBytes(): number {
    const size = (name: string): number => this.connection.pragma(name, { simple: true }) as number;
    return this.read(() => size('freelist_count') * size('page_size'));
  }

  /**
   * Writes the file anew, without what is unused. Takes as long as a copy, and nobody is served meanwhile.
   * @throws StorageFailure when there is no space for the copy; the file is as before then.
   */
  compact(): void {
    this.read(() => this.connection.exec('VACUUM'));
  }

  /**
   * Commits, folds the write-ahead log into the file and lets go of it.
   * @throws StorageFailure when something could not be committed; the file is closed even so, and that is lost.
   */
  close(): void {
    if (!this.connection.open) return;
    try {
      if (this.isReadonly || this.#lost) return;
      this.commit();
      this.#fold();
    } finally {
      this.integrity?.close();
      this.connection.close();
      this.#releaseLock();
    }
  }

  #fold(): void {
    try {
      forgetName(this.connection);
      this.connection.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // The log holds everything and is read at the next start: not being able to fold it in costs only space.
      toStorageFailure(error, this.path);
    }
  }

  /** @throws StorageFailure when what was just written, or would be next, is in a file that nobody will find. */
  #checkFiles(): void {
    if (this.#lost) throw this.#lost;
    const change = this.#identity?.change();
    if (!change) return;
    this.#lost = this.#leave(change);
    this.failure = this.#lost;
    throw this.#lost;
  }

  /** Also when only the log or the index is gone: whoever removes a folder removes them one after the other. */
  #leave({ detail }: FileChange): StorageFailure {
    const outcome = rescue(this.connection, this.path);
    this.integrity?.putBackHead();
    return storageFailure('removed', this.path, `${detail}; ${outcome}`);
  }
}
