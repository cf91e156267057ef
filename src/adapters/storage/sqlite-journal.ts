import type Sqlite from 'better-sqlite3';
import { assert } from '../../domain/assert.ts';
import { decodeAnswer, encodeAnswer } from '../../domain/events/answer-codec.ts';
import type { EventDecodeError } from '../../domain/events/event-codec.ts';
import type { EngineEvent, JournalEntry } from '../../domain/events/events.ts';
import type { EntryAnswer, EntryRange, LocalJournal, RecordedEntry } from '../../ports/journal.ts';
import { ArchivedEntries } from './archive/archived-entries.ts';
import type { CommitParticipant, Database } from './database.ts';
import { storageFailure } from './errors.ts';
import {
  CHAIN_START,
  type ChainEnd,
  ChainWalk,
  type JournalRow as Row,
  SELECT_JOURNAL,
  answerText,
  describeBreak,
} from './chain/journal-chain.ts';
import {
  type AnswerCell,
  decodeAnswerCell,
  decodeRow,
  encodeAnswerCell,
  encodeRow,
  typesInRows,
} from './rows/index.ts';

const PAGE_ROWS = 1000;
const DEFAULT_BUFFERED_ENTRIES = 10_000;

/**
 * The journal in the database. Entries wait in memory, each with its answer, until `flush`; the crash rule
 * needs no more, because nothing is sent before that. A full buffer is committed by the append that finds it full. While
 * the storage refuses, appends are still taken until the buffer is full, so that exits and their fills go on; then
 * `append` throws. Once there is space again, the next flush writes everything without a gap.
 */
export class SqliteJournal implements LocalJournal, CommitParticipant {
  readonly #database: Database;
  readonly #bufferedEntries: number;
  readonly #insert: Sqlite.Statement<Row>;
  readonly #seal: Sqlite.Statement<[AnswerCell, number]>;
  readonly #newest: Sqlite.Statement<[string, string, number, number, number], number>;
  readonly #page: Sqlite.Statement<[number, number], Row>;
  readonly #archive: ArchivedEntries;
  #waiting: Row[] = [];
  /** Answer to an entry that was committed before its answer was known. */
  #lateSeal: { readonly sequence: number; readonly answer: AnswerCell } | undefined;
  #head: number;

  /**
   * `bufferedEntries` bounds what waits in memory.
   * @throws StorageFailure when the journal cannot be read.
   */
  constructor(database: Database, options: { readonly bufferedEntries?: number } = {}) {
    const { connection } = database;
    this.#database = database;
    this.#bufferedEntries = options.bufferedEntries ?? DEFAULT_BUFFERED_ENTRIES;
    this.#insert = connection.prepare(
      'INSERT INTO journal (sequence, time_ms, type, payload, answer, link) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#seal = connection.prepare('UPDATE journal SET answer = ? WHERE sequence = ?');
    this.#page = connection
      .prepare<[number, number], Row>(`${SELECT_JOURNAL} WHERE sequence >= ? ORDER BY sequence LIMIT ?`)
      .raw();
    this.#newest = connection
      .prepare<[string, string, number, number, number], number>(
        'SELECT sequence FROM journal WHERE type IN (?, ?) AND sequence >= ? AND sequence < ? AND time_ms <= ? ORDER BY sequence DESC LIMIT 1',
      )
      .pluck();
    this.#archive = new ArchivedEntries(connection, database.path);
    this.#head = database.read(
      () => connection.prepare<[], number>('SELECT coalesce(max(sequence), 0) FROM journal').pluck().get() ?? 0,
    );
    database.enlist(this);
  }

  get head(): number {
    return this.#head;
  }

  get durable(): number {
    return this.#head - this.#waiting.length;
  }

  get archived(): number {
    return this.#database.read(() => this.#archive.end);
  }

  append(entry: JournalEntry): void {
    const { sequence, timeMs, event } = entry;
    assert(sequence === this.#head + 1, () => `the entry after ${this.#head} must follow it, sequence was ${sequence}`);
    if (this.#database.isReadonly) throw storageFailure('readOnly', this.#database.path, 'it was opened for reading');
    if (this.#waiting.length >= this.#bufferedEntries) this.#database.commit();
    const [type, payload] = encodeRow(event, timeMs);
    this.#waiting.push([sequence, timeMs, type, payload, null, null]);
    this.#head = sequence;
  }

  seal(sequence: number, answer: EntryAnswer): void {
    assert(sequence === this.#head, () => `the entry sealed must be the last, ${this.#head}, sequence was ${sequence}`);
    const text = encodeAnswer(answer);
    if (text === undefined) return;
    const last = this.#waiting.at(-1);
    const cell = encodeAnswerCell(text);
    if (last?.[0] === sequence) last[4] = cell;
    else this.#lateSeal = { sequence, answer: cell };
  }

  flush(): number {
    this.#database.commit();
    return this.#head;
  }

  async newestOf(...asked: Parameters<LocalJournal['newest']>): Promise<number | undefined> {
    return this.newest(...asked);
  }

  newest(type: EngineEvent['type'], range: EntryRange): number | undefined {
    const { fromSequence, beforeSequence = this.#head + 1, untilMs = Number.MAX_SAFE_INTEGER } = range;
    const types = typesInRows(type);
    for (const [sequence, timeMs, waiting] of this.#waiting.toReversed()) {
      const isInside = sequence >= fromSequence && sequence < beforeSequence && timeMs <= untilMs;
      if (isInside && types.includes(waiting)) return sequence;
    }
    return this.#database.read(
      () =>
        this.#newest.get(...types, fromSequence, beforeSequence, untilMs) ??
        this.#archive.newest({ types, fromSequence, beforeSequence, untilMs }),
    );
  }

  async *read(fromSequence: number): AsyncIterable<readonly RecordedEntry[]> {
    yield* this.pages(fromSequence);
  }

  *pages(fromSequence: number): Iterable<readonly RecordedEntry[]> {
    let next = Math.max(1, fromSequence);
    let walk: ChainWalk | undefined = new ChainWalk(this.#endBefore(next));
    while (next <= this.#head) {
      const rows = this.#rowsFrom(next);
      if (rows.length === 0) throw this.#gap(next);
      const page: RecordedEntry[] = [];
      for (const row of rows) {
        if (row[0] !== next) throw this.#gap(next);
        // What waits has no link yet, and may be committed between two pages.
        if (next > this.durable) walk = undefined;
        page.push(this.#recorded(row));
        const damage = walk?.take(row);
        if (damage) throw storageFailure('corrupt', this.#database.path, describeBreak(damage));
        next += 1;
      }
      yield page;
    }
  }

  /** Commits what waits; the database stays open for whoever shares it. */
  close(): void {
    if (!this.#database.isReadonly) this.#database.commit();
  }

  hasPending(): boolean {
    return this.#waiting.length > 0 || this.#lateSeal !== undefined;
  }

  write(): void {
    const { integrity } = this.#database;
    if (this.#lateSeal) {
      this.#seal.run(this.#lateSeal.answer, this.#lateSeal.sequence);
      integrity?.answerJournal(this.#lateSeal.answer);
    }
    const last = this.#waiting.at(-1)?.[0];
    const link = last === undefined ? null : (integrity?.linkJournal(this.#waiting) ?? null);
    // Until they are committed rows have no link: the next attempt may have more of them.
    for (const [sequence, timeMs, type, payload, answer] of this.#waiting) {
      this.#insert.run(sequence, timeMs, type, payload, answer, sequence === last ? link : null);
    }
  }

  settled(): void {
    this.#waiting = [];
    this.#lateSeal = undefined;
  }

  /** The next rows, committed or waiting. Whole pages, so that the connection is free between them. */
  #rowsFrom(sequence: number): Row[] {
    const firstWaiting = this.#waiting[0]?.[0];
    if (firstWaiting !== undefined && sequence >= firstWaiting) {
      return this.#waiting.slice(sequence - firstWaiting, sequence - firstWaiting + PAGE_ROWS);
    }
    return this.#database.read(() => {
      const rows = this.#page.all(sequence, PAGE_ROWS);
      return rows[0]?.[0] === sequence ? rows : (this.#archive.rowsFrom(sequence) ?? rows);
    });
  }

  /** Where the chain stands before an entry, when that is the end of a commit. */
  #endBefore(sequence: number): ChainEnd | undefined {
    if (sequence === 1) return CHAIN_START;
    const row = this.#database.read(() => this.#page.get(sequence - 1, 1));
    if (row?.[0] !== sequence - 1) return this.#database.read(() => this.#archive.endAt(sequence - 1));
    if (row[5] === null) return undefined;
    return { sequence: row[0], link: row[5], answer: answerText(row[4]) };
  }

  #recorded(row: Row): RecordedEntry {
    const [sequence, timeMs, type, payload, answer] = row;
    const event = decodeRow(type, payload, timeMs);
    if (!event.ok) throw this.#unreadable(sequence, JSON.stringify(event.error), isOfNewer(event.error));
    const late = this.#lateSeal?.sequence === sequence ? this.#lateSeal.answer : undefined;
    const text = decodeAnswerCell(late ?? answer);
    if (!text.ok) throw this.#unreadable(sequence, text.error);
    return { entry: { sequence, timeMs, event: event.value }, ...decodeAnswer(text.value) };
  }

  #unreadable(sequence: number, why: string, isNewer = false): Error {
    const code = isNewer ? 'newer' : 'corrupt';
    return storageFailure(code, this.#database.path, `journal entry ${sequence} cannot be read: ${why}`);
  }

  #gap(sequence: number): Error {
    return storageFailure('corrupt', this.#database.path, `journal entry ${sequence} is missing`);
  }
}

/** Whole, as its link says, and more than this version knows. */
function isOfNewer({ code }: EventDecodeError): boolean {
  return code === 'newerShape' || code === 'unknownType';
}
