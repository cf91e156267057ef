import type { Engine } from '../../core/engine/index.ts';
import type { Journal } from '../../ports/index.ts';
import type { EntryCursor } from '../writer/entry-cursor.ts';
import type { ReplayReport } from './replay-check.ts';
import { replayJournal } from './replay-journal.ts';

/** Today's program answers a recorded entry differently: going on would mean guessing what the orders were. */
export class ReplayDivergence extends Error {
  override readonly name = 'ReplayDivergence';
  readonly report: ReplayReport;

  constructor(report: ReplayReport) {
    const first = report.mismatches[0];
    super(
      `replaying the journal gives other commands than were recorded, first at entry ${first?.sequence} ` +
        `(${first?.eventType}); this version or these settings are not the ones that wrote it`,
    );
    this.report = report;
  }
}

/** Asked to stop while it recovered: nothing has changed. */
export class RecoveryStopped extends Error {
  override readonly name = 'RecoveryStopped';

  constructor() {
    super('asked to stop while the run was being recovered');
  }
}

/**
 * Startup is recovery: the engine is told everything again, from the latest run start on.
 * @throws ReplayDivergence when an answer differs from the recorded one, StorageFailure when the journal is damaged,
 * RecoveryStopped when it was asked to stop.
 */
export async function recoverEngine({
  onApplied,
  isStopping,
  ...told
}: {
  readonly journal: Journal;
  readonly fromSequence: number;
  /** Fresh, with the settings of the run. */
  readonly engine: Engine;
  readonly cursor: EntryCursor;
  readonly onApplied: (sequence: number) => void;
  /** Asked after each page of the journal. */
  readonly isStopping?: () => boolean;
}): Promise<ReplayReport> {
  const report = await replayJournal({
    ...told,
    onPage: async () => {
      // Signals are heard between turns only, and a long journal is many pages.
      await new Promise((resolve) => setImmediate(resolve));
      if (isStopping?.() === true) throw new RecoveryStopped();
    },
    onEntry: ({ entry }) => {
      onApplied(entry.sequence);
      return undefined;
    },
  });
  return undiverged(report);
}

/** @throws ReplayDivergence */
export function undiverged(report: ReplayReport): ReplayReport {
  if (report.mismatchCount > 0) throw new ReplayDivergence(report);
  return report;
}
