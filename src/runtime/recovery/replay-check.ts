import type { Engine } from '../../core/engine/index.ts';
import type { Command } from '../../domain/index.ts';
import type { Journal, RecordedEntry } from '../../ports/index.ts';
import { hashLike } from '../writer/commands-hash.ts';
import type { EntryCursor } from '../writer/entry-cursor.ts';

/** Where the engine answered otherwise than the record says. */
export interface ReplayMismatch {
  readonly sequence: number;
  readonly timeMs: number;
  readonly eventType: string;
  readonly recordedHash: string | undefined;
  readonly replayedHash: string | undefined;
}

export interface ReplayReport {
  readonly entries: number;
  /** Entries that were answered with commands. */
  readonly answered: number;
  readonly lastSequence: number;
  readonly lastTimeMs: number;
  /** The first hundred; `mismatchCount` counts all. */
  readonly mismatches: readonly ReplayMismatch[];
  readonly mismatchCount: number;
}

export interface ReplayOptions {
  readonly journal: Pick<Journal, 'head'>;
  readonly engine: Engine;
  readonly fromSequence: number;
  readonly cursor?: EntryCursor;
  /** After each entry; `true` stops there. */
  readonly onEntry?: (recorded: RecordedEntry, commands: readonly Command[], engine: Engine) => boolean | undefined;
}

const KEPT_MISMATCHES = 100;

/** Tells the engine pages of a journal again and holds its answers against the recorded ones; never waits itself. */
export class JournalReplay {
  readonly #options: ReplayOptions;
  readonly #mismatches: ReplayMismatch[] = [];
  #entries = 0;
  #answered = 0;
  #mismatchCount = 0;
  #lastSequence: number;
  #lastTimeMs = 0;

  /** Another process takes over with another one. */
  engine: Engine;

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.engine = options.engine;
    this.#lastSequence = options.fromSequence - 1;
  }

  /** The next page; `true` when `onEntry` wants no more. */
  take(page: readonly RecordedEntry[]): boolean {
    const { cursor, onEntry } = this.#options;
    for (const recorded of page) {
      const { entry } = recorded;
      if (cursor) {
        cursor.sequence = entry.sequence;
        cursor.timeMs = entry.timeMs;
      }
      const commands = this.engine.apply(entry);
      this.#compare(recorded, hashLike(recorded.commandsHash, commands));
      this.#entries += 1;
      this.#lastSequence = entry.sequence;
      this.#lastTimeMs = entry.timeMs;
      if (onEntry?.(recorded, commands, this.engine)) return true;
    }
    return false;
  }

  report(): ReplayReport {
    return {
      entries: this.#entries,
      answered: this.#answered,
      lastSequence: this.#lastSequence,
      lastTimeMs: this.#lastTimeMs,
      mismatches: this.#mismatches,
      mismatchCount: this.#mismatchCount,
    };
  }

  #compare({ entry, commandsHash }: RecordedEntry, replayedHash: string | undefined): void {
    if (replayedHash !== undefined) this.#answered += 1;
    // The process may have died between taking an entry and sealing its answer: only a recorded answer is compared.
    const isSealed = commandsHash !== undefined || entry.sequence !== this.#options.journal.head;
    if (!isSealed || replayedHash === commandsHash) return;
    this.#mismatchCount += 1;
    const { sequence, timeMs, event } = entry;
    if (this.#mismatches.length >= KEPT_MISMATCHES) return;
    this.#mismatches.push({ sequence, timeMs, eventType: event.type, recordedHash: commandsHash, replayedHash });
  }
}
