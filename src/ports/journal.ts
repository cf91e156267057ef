/** The durable record of everything the engine was told. */
import type { JournalEntry } from '../domain/events.ts';

export interface RecordedEntry {
  readonly entry: JournalEntry;
  /** Hash of the commands the engine answered with; `undefined` when it answered with none. */
  readonly commandsHash: string | undefined;
}

export interface Journal {
  /** Highest sequence appended so far, 0 when empty. */
  readonly head: number;
  /**
   * Takes the next entry; durable after `commit`.
   * @throws StorageFailure when the storage does not take it (full, read-only, corrupt); nothing was appended then.
   */
  append(entry: JournalEntry): void;
  /** Seals the answer to the entry just appended. */
  sealCommands(sequence: number, commandsHash: string): void;
  /** Returns when everything appended so far would survive a power cut. */
  commit(): void;
  /** Entries in sequence order, from `sequence` on. */
  read(fromSequence: number): Iterable<RecordedEntry>;
  close(): void;
}

export type StorageFailureCode =
  | 'full'
  | 'readOnly'
  | 'corrupt'
  | 'newer'
  | 'notADatabase'
  | 'busy'
  | 'locked'
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
