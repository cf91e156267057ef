/**
 * Moves old entries of the journal into files: written, read back, on record, and only then deleted. Whatever ends the
 * process in between, the next attempt begins where this one was.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditLog } from '../../../ports/audit.ts';
import { PRIVATE_FOLDER, plainFile, syncFolder, writeAtomically } from '../../files/index.ts';
import {
  CHAIN_START,
  type ChainEnd,
  ChainWalk,
  type JournalRow,
  SELECT_JOURNAL,
  answerText,
  describeBreak,
} from '../chain/journal-chain.ts';
import type { Database } from '../database.ts';
import { storageFailure, toStorageFailure } from '../errors.ts';
import type { RowWriter } from '../sql.ts';
import { WriteQueue } from '../write-queue.ts';
import { decodeRow } from '../rows/index.ts';
import { ArchiveFile, ArchiveProblem, ArchiveWriter } from './archive-file.ts';
import { archiveFolder, archiveName, archivePrefix } from './archive-folder.ts';
import {
  ARCHIVED_ACTION,
  ARCHIVE_TABLE,
  type ArchiveRecord,
  INSERT_ARCHIVE,
  archiveRecordOf,
  archiveValues,
  archivedDetail,
  archivedEnd,
} from './archive-records.ts';
import { requireEntries } from './inspect-archives.ts';
import { type KeptEntries, type Segment, planSegment } from './plan-segment.ts';

const PAGE_ROWS = 1000;
/** Rows of one transaction: the writer waits no longer for it than for a commit of its own. */
const DELETED_ROWS = 500;

/** Places between which others have their turn; a process may die at each. */
export type ArchiveStep = 'planned' | 'writing' | 'written' | 'verified' | 'recorded' | 'deleting' | 'deleted';

export interface ArchiverOptions {
  readonly database: Database;
  readonly audit: AuditLog;
  /** Who is named in the audit log. */
  readonly actor: string;
  readonly nowMs: () => number;
  /** Lets others have their turn; rejects to stop. */
  readonly giveWay: (step: ArchiveStep) => Promise<void>;
}

export class JournalArchiver {
  readonly #options: ArchiverOptions;
  readonly #queue: WriteQueue;
  readonly #insert: RowWriter;

  constructor(options: ArchiverOptions) {
    this.#options = options;
    this.#queue = new WriteQueue(options.database, 1);
    this.#insert = options.database.rowWriter(ARCHIVE_TABLE, INSERT_ARCHIVE);
  }

  /**
   * Archives the next part; `undefined` when there is none. What an earlier attempt left undone is done first.
   * @throws StorageFailure when files or database do not take it: everything is still in the database then.
   */
  async archiveNext(kept: KeptEntries): Promise<ArchiveRecord | undefined> {
    const { database, giveWay } = this.#options;
    // A record that the storage did not take before would be planned once more.
    if (this.#queue.hasPending()) database.commit();
    await this.#deleteArchived();
    const segment = await this.#plan(kept);
    if (!segment) return undefined;
    await giveWay('planned');
    const record = await this.#write(segment);
    await giveWay('written');
    await this.#verify(record);
    await giveWay('verified');
    await this.#record(record);
    await giveWay('recorded');
    await this.#deleteArchived();
    return record;
  }

  async #plan(kept: KeptEntries): Promise<Segment | undefined> {
    const steps = planSegment(this.#options.database.connection, kept);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      await this.#options.giveWay('planned');
    }
  }

  async #write({ first, last }: Segment): Promise<ArchiveRecord> {
    const { database, giveWay } = this.#options;
    const { connection, path } = database;
    const folder = archiveFolder(path);
    this.#prepare(folder);
    const before = archivedEnd(connection);
    const runId = this.#runOf(first);
    let opening: JournalRow | undefined;
    const newest: Record<string, number> = {};
    const [firstTimeMs, lastTimeMs, linkAfter] = this.#edgesOf(first, last);
    const uuid = database.integrity?.seal.uuid ?? '';
    const file = archiveName(path, { uuid, runId, first, last, linkAfter });
    let written: { readonly sha256: string; readonly bytes: number } | undefined;
    let after: ChainEnd = before;
    const whole = async (handle: FileHandle): Promise<void> => {
      const writer = new ArchiveWriter(handle);
      const walk = new ChainWalk(before);
      for (let at = first; at <= last; at += PAGE_ROWS) {
        const rows = this.#rows(at, Math.min(last, at + PAGE_ROWS - 1));
        after = this.#followed(walk, rows);
        opening = rows.findLast(([, , type]) => type === 'runStarted') ?? opening;
        for (const [sequence, , type] of rows) newest[type] = sequence;
        await writer.add(rows);
        await giveWay('writing');
      }
      written = await writer.end({ database: uuid, run: runId, first, last, before: before.link, after: after.link });
    };
    try {
      await writeAtomically(join(folder, file), whole);
      syncFolder(folder);
    } catch (error) {
      throw this.#failureOf(error);
    }
    if (written === undefined || after.sequence !== last) throw this.#changed(first, last);
    const times = { firstTimeMs, lastTimeMs };
    return { first, last, runId, ...times, linkBefore: before.link, after, file, ...written, opening, newest };
  }

  #prepare(folder: string): void {
    try {
      mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER });
      removeDrafts(folder, archivePrefix(this.#options.database.path));
    } catch (error) {
      throw this.#failureOf(error);
    }
  }

  /** What goes into a file is what was written, or nothing does. */
  #followed(walk: ChainWalk, rows: readonly JournalRow[]): ChainEnd {
    let end = CHAIN_START;
    for (const row of rows) {
      const damage = walk.take(row);
      if (damage) throw storageFailure('corrupt', this.#options.database.path, describeBreak(damage));
      const [sequence, , , , answer, link] = row;
      end = { sequence, link: link ?? '', answer: answerText(answer) };
    }
    return end;
  }

  #rows(from: number, to: number): JournalRow[] {
    const { database } = this.#options;
    const select = database.connection
      .prepare<[number, number], JournalRow>(`${SELECT_JOURNAL} WHERE sequence BETWEEN ? AND ? ORDER BY sequence`)
      .raw();
    return database.read(() => select.all(from, to));
  }

  /** The run of an entry: it begins there, or went on from the part before. */
  #runOf(first: number): string {
    const [row] = this.#rows(first, first);
    const event = row && decodeRow(row[2], row[3], row[1]);
    if (event?.ok === true && event.value.type === 'runStarted') return event.value.runId;
    return archiveRecordOf(this.#options.database.connection, first - 1)?.runId ?? 'run';
  }

  #edgesOf(first: number, last: number): readonly [firstTimeMs: number, lastTimeMs: number, link: string] {
    const [begins, ends] = [this.#rows(first, first)[0], this.#rows(last, last)[0]];
    if (!begins || !ends || ends[5] === null) throw this.#changed(first, last);
    return [begins[1], ends[1], ends[5]];
  }

  /** Reads it back from the file, entry by entry. */
  async #verify(record: ArchiveRecord): Promise<void> {
    const { database, giveWay } = this.#options;
    const path = join(archiveFolder(database.path), record.file);
    try {
      const before = archiveRecordOf(database.connection, record.first - 1);
      const steps = requireEntries(new ArchiveFile(path, record), { path, before });
      while (steps.next().done !== true) await giveWay('written');
    } catch (error) {
      throw this.#failureOf(error);
    }
  }

  /** The record and the audit log's word for it, in one commit. */
  async #record(record: ArchiveRecord): Promise<void> {
    const { database, audit, actor, nowMs } = this.#options;
    // Whoever takes nothing now would take one of the two later.
    database.commit();
    this.#queue.add(this.#insert, archiveValues(record));
    const told = audit.append(actor, ARCHIVED_ACTION, archivedDetail(record), nowMs());
    database.commit();
    await told;
  }

  /** Deletes what the newest archives hold, once each file is as it was written; few rows at a time, the oldest first. */
  async #deleteArchived(): Promise<void> {
    const { database, giveWay } = this.#options;
    const { connection, path } = database;
    const end = archivedEnd(connection).sequence;
    const oldest = connection.prepare<[], number | null>('SELECT min(sequence) FROM journal').pluck();
    const remove = connection.prepare<[number, number]>('DELETE FROM journal WHERE sequence BETWEEN ? AND ?');
    let verified: ArchiveRecord | undefined;
    for (let first = oldest.get() ?? end + 1; first <= end; first = oldest.get() ?? end + 1) {
      if (!verified || first > verified.last) {
        verified = archiveRecordOf(connection, first);
        if (!verified) throw this.#changed(first, end);
        this.#requireFile(join(archiveFolder(path), verified.file), verified);
        // A head that a power cut leaves behind must find in the database what it has seen.
        database.integrity?.syncHead();
      }
      const [from, to] = [first, Math.min(verified.last, first + DELETED_ROWS - 1)];
      database.transact(() => remove.run(from, to));
      await giveWay('deleting');
    }
    if (verified) await giveWay('deleted');
  }

  #requireFile(path: string, record: ArchiveRecord): void {
    try {
      void new ArchiveFile(path, record);
    } catch (error) {
      throw this.#failureOf(error);
    }
  }

  #failureOf(error: unknown): unknown {
    const { path } = this.#options.database;
    if (error instanceof ArchiveProblem) return storageFailure('archive', path, error.message);
    return error instanceof Error && 'syscall' in error ? toStorageFailure(error, archiveFolder(path)) : error;
  }

  #changed(first: number, last: number): Error {
    return storageFailure(
      'corrupt',
      this.#options.database.path,
      `journal entries ${first} to ${last} are not complete`,
    );
  }
}

/** What a process that has died was writing. There is one writer. */
function removeDrafts(folder: string, prefix: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`.${prefix}`) || !name.endsWith('.tmp')) continue;
    if (plainFile(join(folder, name))) rmSync(join(folder, name));
  }
}
