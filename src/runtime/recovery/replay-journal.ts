import type { Engine } from '../../core/engine/index.ts';
import type { Command } from '../../domain/index.ts';
import type { Journal, RecordedEntry } from '../../ports/index.ts';
import { hashCommands } from '../writer/commands-hash.ts';
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
  readonly journal: Journal;
  readonly engine: Engine;
  readonly fromSequence: number;
  readonly cursor?: EntryCursor;
  /** After each entry; `true` stops there. */
  readonly onEntry?: (recorded: RecordedEntry, commands: readonly Command[]) => boolean | undefined;
}

const KEPT_MISMATCHES = 100;

/** Tells the engine everything again and holds its answers against the recorded ones. Serves recovery and audits alike. */
export function replayJournal({ journal, engine, fromSequence, cursor, onEntry }: ReplayOptions): ReplayReport {
  const mismatches: ReplayMismatch[] = [];
  let [entries, answered, mismatchCount, lastSequence, lastTimeMs] = [0, 0, 0, fromSequence - 1, 0];
  for (const recorded of journal.read(fromSequence)) {
    const { entry, commandsHash } = recorded;
    if (cursor) {
      cursor.sequence = entry.sequence;
      cursor.timeMs = entry.timeMs;
    }
    const commands = engine.apply(entry);
    const replayedHash = commands.length > 0 ? hashCommands(commands) : undefined;
    if (replayedHash !== undefined) answered += 1;
    // The process may have died between taking an entry and sealing its answer: only a recorded answer is compared.
    const isSealed = commandsHash !== undefined || entry.sequence !== journal.head;
    if (isSealed && replayedHash !== commandsHash) {
      mismatchCount += 1;
      const { sequence, timeMs, event } = entry;
      if (mismatches.length < KEPT_MISMATCHES) {
        mismatches.push({ sequence, timeMs, eventType: event.type, recordedHash: commandsHash, replayedHash });
      }
    }
    entries += 1;
    lastSequence = entry.sequence;
    lastTimeMs = entry.timeMs;
    if (onEntry?.(recorded, commands)) break;
  }
  return { entries, answered, lastSequence, lastTimeMs, mismatches, mismatchCount };
}
