/** The durable record of everything the engine was told. */
import type { EngineEvent, JournalEntry } from '../domain/events/events.ts';

export interface RecordedEntry {
  readonly entry: JournalEntry;
  /** Hash of the commands the engine answered with; `undefined` when it answered with none. */
  readonly commandsHash: string | undefined;
  /** What the engine decided, as `encodeSaved` writes its facts; `undefined` when that was nothing. */
  readonly facts: string | undefined;
}

/** What becomes of an entry besides the entry itself: one unit with it. */
export type EntryAnswer = Pick<RecordedEntry, 'commandsHash' | 'facts'>;

export interface EntryRange {
  readonly fromSequence: number;
  /** Not included; the end by default. */
  readonly beforeSequence?: number;
  /** Latest time of an entry; any by default. */
  readonly untilMs?: number;
}

/** May stand before a server: nothing but `append` and `seal` is promised to be done on return. */
export interface Journal {
  /** Highest sequence appended so far, 0 when empty. */
  readonly head: number;
  /** Highest sequence that would survive a power cut. */
  readonly durable: number;
  /**
   * Highest sequence that has been moved out of the way, 0 when none has: entries up to there are read from files that a
   * start must not need.
   */
  readonly archived: number;
  /**
   * Takes the next entry into a bounded buffer; durable after `flush`.
   * @throws StorageFailure when the storage does not take it (full, read-only, corrupt); nothing was appended then.
   */
  append(entry: JournalEntry): void;
  /** Seals the answer to the entry just appended; part of it for the next `flush`. */
  seal(sequence: number, answer: EntryAnswer): void;
  /**
   * Makes everything appended and sealed before this call durable; the answer is the highest durable sequence. A number
   * says that it is so already, a promise when it will be. Fails with StorageFailure in the form it would answer in;
   * what was not written keeps waiting.
   */
  flush(): number | Promise<number>;
  /**
   * Entries in sequence order, from `fromSequence` on, in pages: between two of them others have their turn. Fails with
   * StorageFailure `archive` when a file with some of them is missing or damaged.
   */
  read(fromSequence: number): AsyncIterable<readonly RecordedEntry[]>;
  /** Sequence of the newest entry of a type in a range. */
  newestOf(type: EngineEvent['type'], range: EntryRange): Promise<number | undefined>;
  /** Everything it was given is durable afterwards. */
  close(): void | Promise<void>;
}

/** A journal within this process: it never lets anybody wait. */
export interface LocalJournal extends Journal {
  flush(): number;
  /** As `newestOf`. */
  newest(type: EngineEvent['type'], range: EntryRange): number | undefined;
  /** As `read`. */
  pages(fromSequence: number): Iterable<readonly RecordedEntry[]>;
  close(): void;
}

export type StorageFailureCode =
  | 'full'
  | 'readOnly'
  | 'corrupt'
  | 'mismatch'
  | 'newer'
  | 'notADatabase'
  | 'busy'
  | 'locked'
  | 'removed'
  | 'secondName'
  | 'archive'
  | 'other';

/** Storage could not do what was asked. The message says what to do about it. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly code: StorageFailureCode;

  constructor(code: StorageFailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
