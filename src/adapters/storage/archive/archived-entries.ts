/** Entries that are in archive files, for whoever reads the journal. */
import type Sqlite from 'better-sqlite3';
import { join } from 'node:path';
import type { ChainEnd, JournalRow } from '../chain/journal-chain.ts';
import { storageFailure } from '../errors.ts';
import { ArchiveFile, ArchiveProblem } from './archive-file.ts';
import { archiveFolder } from './archive-folder.ts';
import { type ArchiveRecord, archiveRecordOf, archiveRecords, archivedEnd } from './archive-records.ts';

/** What is looked for among them. */
export interface ArchiveQuery {
  readonly types: readonly string[];
  readonly fromSequence: number;
  readonly beforeSequence: number;
  readonly untilMs: number;
}

export class ArchivedEntries {
  readonly #connection: Sqlite.Database;
  readonly #path: string;
  /** The latest that was read: entries are read in order. */
  #file: ArchiveFile | undefined;

  constructor(connection: Sqlite.Database, path: string) {
    this.#connection = connection;
    this.#path = path;
  }

  /** Highest sequence that is in an archive; 0 when there is none. */
  get end(): number {
    return archivedEnd(this.#connection).sequence;
  }

  /**
   * Entries from one on, as many as come easily; `undefined` when it is in no archive. The first entry of a run is kept in
   * the database as well, and stands alone.
   * @throws StorageFailure when the file is missing or damaged.
   */
  rowsFrom(sequence: number): JournalRow[] | undefined {
    const record = archiveRecordOf(this.#connection, sequence);
    if (!record) return undefined;
    if (record.opening?.[0] === sequence) return [record.opening];
    return this.#open(record).rowsFrom(sequence);
  }

  /** Where the chain stands after an entry, when that is the last of an archive. */
  endAt(sequence: number): ChainEnd | undefined {
    const record = archiveRecordOf(this.#connection, sequence);
    return record?.last === sequence ? record.after : undefined;
  }

  /**
   * Sequence of the newest one of these types.
   * @throws StorageFailure when a file that may hold it is missing or damaged.
   */
  newest({ types, fromSequence, beforeSequence, untilMs }: ArchiveQuery): number | undefined {
    const records = archiveRecords(this.#connection).toReversed();
    for (const record of records) {
      if (record.last < fromSequence) return undefined;
      if (record.first >= beforeSequence || record.firstTimeMs > untilMs) continue;
      const latest = Math.max(0, ...types.map((type) => record.newest[type] ?? 0));
      if (latest < fromSequence) continue;
      if (latest < beforeSequence && record.lastTimeMs <= untilMs) return latest;
      for (const block of this.#open(record).blocksFromEnd()) {
        const found = block.findLast(
          ([sequence, timeMs, type]) =>
            types.includes(type) && sequence >= fromSequence && sequence < beforeSequence && timeMs <= untilMs,
        );
        if (found) return found[0];
      }
    }
    return undefined;
  }

  #open(record: ArchiveRecord): ArchiveFile {
    if (this.#file?.record.sha256 !== record.sha256) {
      try {
        this.#file = new ArchiveFile(join(archiveFolder(this.#path), record.file), record);
      } catch (error) {
        if (error instanceof ArchiveProblem) throw storageFailure('archive', this.#path, error.message);
        throw error;
      }
    }
    return this.#file;
  }
}
