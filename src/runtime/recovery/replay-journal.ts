import type { Journal } from '../../ports/index.ts';
import { JournalReplay, type ReplayOptions, type ReplayReport } from './replay-check.ts';

/** Tells the engine everything again and holds its answers against the recorded ones. Serves recovery and audits alike. */
export async function replayJournal(
  options: ReplayOptions & { readonly journal: Journal; readonly onPage?: () => Promise<void> },
): Promise<ReplayReport> {
  const replay = new JournalReplay(options);
  for await (const page of options.journal.read(options.fromSequence)) {
    await options.onPage?.();
    if (replay.take(page)) break;
  }
  return replay.report();
}
