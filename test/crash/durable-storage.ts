/** Storage that survives a crash, and the journal a process has open on it. */
import { MemoryJournal } from '../../src/adapters/storage/index.ts';
import type { JournalEntry } from '../../src/domain/index.ts';
import type { Journal, RecordedEntry } from '../../src/ports/index.ts';
import type { CrashSchedule } from './crash-schedule.ts';

export interface DurableStorage {
  /** A process opens the journal. */
  open(): Journal;
  /** The process is gone: what it had not committed is lost. */
  crash(): void;
  close(): void;
}

/** Committed entries live in a `MemoryJournal`; the others in the buffer of whoever opened it, and die with it. */
export class MemoryStorage implements DurableStorage {
  readonly committed = new MemoryJournal();

  open(): Journal {
    return new BufferedJournal(this.committed);
  }

  crash(): void {
    // The buffer went with the process.
  }

  close(): void {
    this.committed.close();
  }
}

class BufferedJournal implements Journal {
  readonly #committed: MemoryJournal;
  #buffer: { readonly entry: JournalEntry; commandsHash: string | undefined }[] = [];

  constructor(committed: MemoryJournal) {
    this.#committed = committed;
  }

  get head(): number {
    return this.#committed.head + this.#buffer.length;
  }

  append({ sequence, timeMs, event }: JournalEntry): void {
    this.#buffer.push({ entry: { sequence, timeMs, event: { ...event } }, commandsHash: undefined });
  }

  sealCommands(sequence: number, commandsHash: string): void {
    const last = this.#buffer.at(-1);
    if (last?.entry.sequence === sequence) last.commandsHash = commandsHash;
    else this.#committed.sealCommands(sequence, commandsHash);
  }

  commit(): void {
    for (const { entry, commandsHash } of this.#buffer) {
      this.#committed.append(entry);
      if (commandsHash !== undefined) this.#committed.sealCommands(entry.sequence, commandsHash);
    }
    this.#buffer = [];
  }

  *read(fromSequence: number): Iterable<RecordedEntry> {
    yield* this.#committed.read(fromSequence);
    for (const recorded of this.#buffer) if (recorded.entry.sequence >= fromSequence) yield recorded;
  }

  close(): void {
    this.commit();
  }
}

/** Every use of the journal is a place to die: before it, and after it. */
export function withCrashPoints(journal: Journal, schedule: CrashSchedule): Journal {
  /** A commit with nothing to write is no place to die: nothing changes in it. */
  let committedHead = journal.head;
  return {
    get head() {
      return journal.head;
    },
    append: (entry) => {
      schedule.pass(`before append ${entry.event.type}`);
      journal.append(entry);
      schedule.pass(`after append ${entry.event.type}`);
    },
    sealCommands: (sequence, commandsHash) => {
      journal.sealCommands(sequence, commandsHash);
      schedule.pass('after seal');
    },
    commit: () => {
      if (journal.head === committedHead) return journal.commit();
      schedule.pass('before commit');
      journal.commit();
      committedHead = journal.head;
      schedule.pass('after commit');
    },
    read: (fromSequence) => journal.read(fromSequence),
    close: () => journal.close(),
  };
}
