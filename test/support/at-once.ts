/** What a journal within the process is good for in tests: nothing has to be awaited. */
import type { LocalJournal, RecordedEntry } from '../../src/ports/index.ts';
import { JournalReplay, type ReplayOptions, type ReplayReport } from '../../src/runtime/recovery/replay-check.ts';
import { undiverged } from '../../src/runtime/recovery/recover-engine.ts';

type LocalReplay = ReplayOptions & { readonly journal: Pick<LocalJournal, 'head' | 'pages'> };

export function entriesOf(journal: Pick<LocalJournal, 'pages'>, fromSequence = 1): RecordedEntry[] {
  return [...journal.pages(fromSequence)].flat();
}

/** `replayJournal`. */
export function replayAtOnce(options: LocalReplay): ReplayReport {
  const replay = new JournalReplay(options);
  for (const page of options.journal.pages(options.fromSequence)) if (replay.take(page)) break;
  return replay.report();
}

/** `recoverEngine`. */
export function recoverAtOnce(
  options: Omit<LocalReplay, 'onEntry'> & { readonly onApplied?: (sequence: number) => void },
): ReplayReport {
  const { onApplied, ...replay } = options;
  const onEntry = ({ entry }: RecordedEntry): undefined => {
    onApplied?.(entry.sequence);
  };
  return undiverged(replayAtOnce({ ...replay, onEntry }));
}
