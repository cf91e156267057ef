import { type Result, ok } from '../domain/index.ts';
import type { ChangedSettings, ReplayMismatch, replayJournal } from '../runtime/index.ts';
import { JournalChain } from './journal-chain.ts';
import type { RecordedRun, Records } from './records.ts';

/** Makes fresh engines with the settings of the record. */
export type ReplayEngines = Parameters<typeof replayJournal>[0]['createEngine'];

export type CreateReplayEngines<Failure> = (
  run: RecordedRun,
  changed?: ChangedSettings,
) => Promise<Result<ReplayEngines, Failure>>;

export interface ReplayRequest<Failure> {
  readonly records: Records;
  readonly createEngines: CreateReplayEngines<Failure>;
  readonly onProgress?: (share: number) => void;
}

export interface ReplaySummary {
  readonly path: string;
  readonly runId: string;
  readonly firstSequence: number;
  readonly lastSequence: number;
  readonly lastTimeMs: number;
  /** The checkpoint that it began at, where an earlier version decided what came before. */
  readonly decidedFrom?: number;
  readonly entries: number;
  /** Entries that were answered with commands. */
  readonly answered: number;
  readonly isEqual: boolean;
  readonly mismatchCount: number;
  /** The first hundred. */
  readonly mismatches: readonly ReplayMismatch[];
  /** Chains over all answers; equal when every answer is. */
  readonly recordedHash: string;
  readonly replayedHash: string;
  readonly equity: number;
}

/** Tells an engine the recorded run again and compares every answer. `undefined` when no run was recorded. */
export async function replayRecord<Failure>({
  records,
  createEngines,
  onProgress,
}: ReplayRequest<Failure>): Promise<Result<ReplaySummary | undefined, Failure>> {
  const { path, journal, run } = records;
  if (!run) return ok(undefined);
  const created = await createEngines(run);
  if (!created.ok) return created;
  const { firstSequence, decidedFrom } = run;
  const decided = decidedFrom === undefined ? {} : { decidedFrom };
  // Whoever only reads tables does not wait for all that runs an engine.
  const { hashLike, replayJournal } = await import('../runtime/index.ts');
  const recorded = new JournalChain();
  const replayed = new JournalChain();
  const total = Math.max(1, journal.head - firstSequence + 1);
  const report = await replayJournal({
    journal,
    createEngine: created.value,
    createChanged: async (changed) => {
      const engines = await createEngines(run, changed);
      return engines.ok ? engines.value : created.value;
    },
    fromSequence: firstSequence,
    ...decided,
    onEntry: ({ entry, commandsHash }, commands) => {
      const { sequence } = entry;
      if (commandsHash !== undefined) recorded.add(sequence, commandsHash);
      // The last answer may have died with its process before it was sealed.
      const isSealed = commandsHash !== undefined || sequence !== journal.head;
      const replayedHash = isSealed ? hashLike(commandsHash, commands) : undefined;
      if (replayedHash !== undefined) replayed.add(sequence, replayedHash);
      if (sequence % 8192 === 0) onProgress?.((sequence - firstSequence) / total);
      return undefined;
    },
  });
  const { view } = report.engine;
  return ok({
    path,
    runId: view.run.runId,
    firstSequence,
    ...decided,
    lastSequence: report.lastSequence,
    lastTimeMs: report.lastTimeMs,
    entries: report.entries,
    answered: report.answered,
    isEqual: report.mismatchCount === 0,
    mismatchCount: report.mismatchCount,
    mismatches: report.mismatches,
    recordedHash: recorded.hash,
    replayedHash: replayed.hash,
    equity: view.portfolio.equity,
  });
}
