import {
  type ArchiveRecord,
  type ArchiveStep,
  type Database,
  JournalArchiver,
  type KeptEntries,
} from '../../adapters/storage/index.ts';
import type { Notify } from '../../domain/index.ts';
import type { AuditLog, LocalJournal } from '../../ports/index.ts';
import type { Engine } from '../../core/engine/index.ts';
import type { Checkpointer } from '../../runtime/index.ts';
import type { Settings } from '../settings/index.ts';

export interface ArchiveKeeperOptions {
  readonly database: Database;
  readonly audit: AuditLog;
  /** What must stay; `undefined` where nothing is ever archived. */
  readonly kept: () => KeptEntries | undefined;
  /** Latest entry of the run. */
  readonly sequence: () => number;
  /** What little room is left serves exits. */
  readonly isStorageWritable: () => boolean;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly onNotice: (notice: Notify) => void;
  /** Resolves once others have had their turn. */
  readonly pause: () => Promise<void>;
}

/** A start is not held up. */
const FIRST_MS = 10_000;
/** How many entries of a file come before it is looked again. */
const LOOKS_PER_FILE = 10;

class ArchivingStopped extends Error {
  override readonly name = 'ArchivingStopped';
}

/** Archives old entries of a running bot's journal, in steps between its rounds. */
export class ArchiveKeeper {
  readonly #options: ArchiveKeeperOptions;
  readonly #archiver: JournalArchiver;
  readonly #startedMs: number;
  #triedAt: number;
  #isFirst = true;
  #isStopped = false;
  #attempt: Promise<void> | undefined;
  #told = '';

  constructor(options: ArchiveKeeperOptions) {
    const { database, audit, nowMs, pause, monotonicMs, sequence } = options;
    this.#options = options;
    this.#startedMs = monotonicMs();
    this.#triedAt = sequence();
    const giveWay = async (_step: ArchiveStep): Promise<void> => {
      await pause();
      if (this.#isStopped || !options.isStorageWritable()) throw new ArchivingStopped();
    };
    this.#archiver = new JournalArchiver({ database, audit, actor: 'system', nowMs, giveWay });
  }

  /** To be called now and then, between entries. */
  tend(): void {
    const { sequence, isStorageWritable } = this.#options;
    if (this.#isStopped || this.#attempt || !this.#isDue() || !isStorageWritable()) return;
    this.#isFirst = false;
    this.#triedAt = sequence();
    this.#attempt = this.#archive().finally(() => {
      this.#attempt = undefined;
    });
  }

  /** Resolves when nothing is being archived. */
  async settled(): Promise<void> {
    await this.#attempt;
  }

  /** Nothing is written any more once what is under way has given way. */
  stop(): void {
    this.#isStopped = true;
  }

  #isDue(): boolean {
    const { kept, sequence, monotonicMs } = this.#options;
    if (this.#isFirst && monotonicMs() - this.#startedMs >= FIRST_MS) return true;
    const entries = sequence() - this.#triedAt;
    // Asked only when it may matter: it is asked after every round.
    return entries >= 100 && entries >= (kept()?.segmentEntries ?? Number.POSITIVE_INFINITY) / LOOKS_PER_FILE;
  }

  async #archive(): Promise<void> {
    try {
      for (;;) {
        const kept = this.#options.kept();
        const record = kept && (await this.#archiver.archiveNext(kept));
        if (!record) return;
        this.#tell(record);
      }
    } catch (error) {
      // Everything is still in the database: trading goes on, and it is tried again.
      if (!(error instanceof ArchivingStopped) && !this.#isStopped) this.#complain(error);
    }
  }

  #tell({ first, last, file, bytes }: ArchiveRecord): void {
    this.#told = '';
    const message = `journal entries ${first} to ${last} were archived as ${file}, ${Math.ceil(bytes / 1024)} kB`;
    this.#options.onNotice({ type: 'notify', level: 'info', code: 'journalArchived', message });
  }

  /** Once, until something else is in the way. */
  #complain(error: unknown): void {
    const cause = error instanceof Error ? error.message : String(error);
    if (cause === this.#told) return;
    this.#told = cause;
    const message = `the journal could not be archived, everything stays in the database: ${cause}`;
    this.#options.onNotice({ type: 'notify', level: 'warning', code: 'archiveFailed', message });
  }
}

/** What a start, an explanation and strategies that learn again read; `undefined` where the journal is kept as a whole. */
export function keptOf(
  { storage }: Settings,
  run: {
    readonly engine: Pick<Engine, 'lookbackMsOf'>;
    readonly journal: Pick<LocalJournal, 'durable'>;
    readonly firstSequence: number;
    readonly checkpointer: Pick<Checkpointer, 'latest'>;
    readonly begunWith: number | undefined;
  },
): KeptEntries | undefined {
  const { engine, journal, firstSequence, checkpointer, begunWith } = run;
  const { journalKeptMs, journalKeptEntries, archiveFileEntries } = storage;
  if (journalKeptMs === undefined) return undefined;
  const { latest } = checkpointer;
  return {
    runSequence: firstSequence,
    provenSequence: latest !== undefined && latest <= journal.durable ? latest : begunWith,
    keptMs: Math.max(journalKeptMs, engine.lookbackMsOf()),
    keptEntries: journalKeptEntries,
    segmentEntries: archiveFileEntries,
  };
}

/** Long enough for a round of the bot. */
const PAUSE_MS = 5;

/** A timer that does not keep the process up. */
export async function pauseByTimer(): Promise<void> {
  await new Promise<void>((resolve) => {
    setTimeout(resolve, PAUSE_MS).unref();
  });
}
