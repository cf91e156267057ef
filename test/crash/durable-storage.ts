/** Storage that survives a crash, and the journal a process has open on it. */
import { MemoryJournal } from '../../src/adapters/storage/index.ts';
import type { EngineEvent, JournalEntry } from '../../src/domain/index.ts';
import type { EntryAnswer, EntryRange, LocalJournal, RecordedEntry } from '../../src/ports/index.ts';
import type { CrashSchedule } from './crash-schedule.ts';

export interface DurableStorage {
  /** A process opens the journal. */
  open(): LocalJournal;
  /** The process is gone: what it had not made durable is lost. */
  crash(): void;
  close(): void;
}

/** Committed entries live in a `MemoryJournal`; the others in the buffer of whoever opened it, and die with it. */
export class MemoryStorage implements DurableStorage {
  readonly committed = new MemoryJournal();

  open(): LocalJournal {
    return new BufferedJournal(this.committed);
  }

  crash(): void {
    // The buffer went with the process.
  }

  close(): void {
    this.committed.close();
  }
}

class BufferedJournal implements LocalJournal {
  readonly #committed: MemoryJournal;
  #buffer: { readonly entry: JournalEntry; commandsHash: string | undefined; facts: string | undefined }[] = [];

  constructor(committed: MemoryJournal) {
    this.#committed = committed;
  }

  get head(): number {
    return this.#committed.head + this.#buffer.length;
  }

  get durable(): number {
    return this.#committed.head;
  }

  get archived(): number {
    return this.#committed.archived;
  }

  append({ sequence, timeMs, event }: JournalEntry): void {
    this.#buffer.push({ entry: { sequence, timeMs, event: { ...event } }, commandsHash: undefined, facts: undefined });
  }

  seal(sequence: number, answer: EntryAnswer): void {
    const last = this.#buffer.at(-1);
    if (last?.entry.sequence === sequence) Object.assign(last, answer);
    else this.#committed.seal(sequence, answer);
  }

  flush(): number {
    for (const { entry, ...answer } of this.#buffer) {
      this.#committed.append(entry);
      this.#committed.seal(entry.sequence, answer);
    }
    this.#buffer = [];
    return this.#committed.flush();
  }

  async newestOf(...asked: Parameters<LocalJournal['newest']>): Promise<number | undefined> {
    return this.newest(...asked);
  }

  newest(type: EngineEvent['type'], range: EntryRange): number | undefined {
    const { fromSequence, beforeSequence = Number.POSITIVE_INFINITY, untilMs = Number.POSITIVE_INFINITY } = range;
    const found = this.#buffer.findLast(
      ({ entry: { event, sequence, timeMs } }) =>
        event.type === type && sequence >= fromSequence && sequence < beforeSequence && timeMs <= untilMs,
    );
    const before = Math.min(beforeSequence, this.#committed.head + 1);
    return found?.entry.sequence ?? this.#committed.newest(type, { ...range, beforeSequence: before });
  }

  async *read(fromSequence: number): AsyncIterable<readonly RecordedEntry[]> {
    yield* this.pages(fromSequence);
  }

  *pages(fromSequence: number): Iterable<readonly RecordedEntry[]> {
    yield* this.#committed.pages(fromSequence);
    yield this.#buffer.filter(({ entry }) => entry.sequence >= fromSequence);
  }

  close(): void {
    this.flush();
  }
}

/** Every use of the journal is a place to die: before it, and after it. */
export function withCrashPoints(journal: LocalJournal, schedule: CrashSchedule): LocalJournal {
  /** A flush with nothing to write is no place to die: nothing changes in it. */
  let flushedHead = journal.head;
  return {
    get head() {
      return journal.head;
    },
    get durable() {
      return journal.durable;
    },
    get archived() {
      return journal.archived;
    },
    append: (entry) => {
      schedule.pass(`before append ${entry.event.type}`);
      journal.append(entry);
      schedule.pass(`after append ${entry.event.type}`);
    },
    newestOf: (...asked) => journal.newestOf(...asked),
    newest: (...asked) => journal.newest(...asked),
    seal: (sequence, answer) => {
      journal.seal(sequence, answer);
      schedule.pass('after seal');
    },
    flush: () => {
      if (journal.head === flushedHead) return journal.flush();
      schedule.pass('before flush');
      const durable = journal.flush();
      flushedHead = journal.head;
      schedule.pass('after flush');
      return durable;
    },
    read: (fromSequence) => journal.read(fromSequence),
    pages: (fromSequence) => journal.pages(fromSequence),
    close: () => journal.close(),
  };
}
