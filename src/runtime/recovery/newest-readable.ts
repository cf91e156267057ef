import type { Engine } from '../../core/engine/index.ts';
import type { CheckpointMade, RunStarted } from '../../domain/events/events.ts';
import { UnreadableSave } from '../../domain/saved.ts';
import type { LocalJournal, RecordedEntry } from '../../ports/index.ts';
import { restore } from './beginning.ts';

/** The newest checkpoint before an entry that this version can begin with; `undefined` when there is none. */
export function newestReadable(options: {
  readonly journal: Pick<LocalJournal, 'newest' | 'pages' | 'archived'>;
  /** Of the run's `runStarted`. */
  readonly fromSequence: number;
  readonly beforeSequence: number;
  readonly createEngine: () => Engine;
}): number | undefined {
  const { journal, fromSequence, createEngine } = options;
  const run = entryAt(journal, fromSequence)?.entry.event as RunStarted;
  const first = Math.max(fromSequence, journal.archived + 1);
  for (let beforeSequence = options.beforeSequence; ; ) {
    const found = journal.newest('checkpointMade', { fromSequence: first, beforeSequence });
    if (found === undefined) return undefined;
    const checkpoint = entryAt(journal, found)?.entry.event as CheckpointMade;
    if (!(restore(createEngine(), run, checkpoint) instanceof UnreadableSave)) return found;
    beforeSequence = found;
  }
}

function entryAt(journal: Pick<LocalJournal, 'pages'>, sequence: number): RecordedEntry | undefined {
  for (const [entry] of journal.pages(sequence)) return entry;
  return undefined;
}
