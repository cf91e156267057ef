/** What a journal within the process is good for in tests: nothing has to be awaited. */
import type { Engine } from '../../src/core/engine/index.ts';
import type { LocalJournal, RecordedEntry } from '../../src/ports/index.ts';
import { type Ask, chooseBeginning } from '../../src/runtime/recovery/beginning.ts';
import { Follower } from '../../src/runtime/recovery/follower.ts';
import type { EntryCursor } from '../../src/runtime/writer/entry-cursor.ts';
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

interface LocalRecovery {
  readonly journal: LocalJournal;
  readonly createEngine: () => Engine;
  readonly cursor: EntryCursor;
  readonly onApplied?: (sequence: number) => void;
  readonly toldSequence?: number;
}

/** `recoverEngine`, of a journal that holds one run. */
export function recoverAtOnce({
  journal,
  createEngine,
  cursor,
  onApplied,
  toldSequence = journal.head,
}: LocalRecovery): Engine {
  const told = { journal, cursor, toldSequence, onApplied: (sequence: number) => onApplied?.(sequence) };
  const { head: headSequence, archived: archivedSequence } = journal;
  const choosing = chooseBeginning({ fromSequence: 1, headSequence, toldSequence, archivedSequence, createEngine });
  let step = choosing.next();
  while (!step.done) step = choosing.next(answerOf(journal, step.value));
  const begun = step.value;
  if (begun === undefined) {
    const engine = createEngine();
    const onEntry = ({ entry }: RecordedEntry): undefined => told.onApplied(entry.sequence) as undefined;
    undiverged(replayAtOnce({ journal, cursor, engine, fromSequence: 1, onEntry }));
    return engine;
  }
  const follower = new Follower({ ...told, engine: begun.engine });
  for (const page of journal.pages(begun.fromSequence)) follower.take(page);
  return begun.engine;
}

function answerOf(journal: LocalJournal, ask: Ask): RecordedEntry | undefined {
  const sequence =
    ask.kind === 'entry'
      ? ask.sequence
      : journal.newest('checkpointMade', { fromSequence: journal.archived + 1, beforeSequence: ask.beforeSequence });
  if (sequence === undefined) return undefined;
  for (const [entry] of journal.pages(sequence)) return entry;
  return undefined;
}
