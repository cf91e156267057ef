import { type Engine, StrategySetupError } from '../../core/engine/index.ts';
import { UnreadableSave } from '../../domain/saved.ts';
import type { Journal, RecordedEntry } from '../../ports/index.ts';
import type { EntryCursor } from '../writer/entry-cursor.ts';
import { type ReadTables, adoptRun } from './adopt-run.ts';
import { type Ask, type BeginningOptions, type Begun, type FoundEntry, chooseBeginning } from './beginning.ts';
import { entryAt } from './entry-at.ts';
import { Follower } from './follower.ts';
import { ReplayDivergence } from './replay-divergence.ts';
import { JournalReplay, type ReplayReport } from './replay-check.ts';

/** Asked to stop while it recovered: nothing has changed. */
export class RecoveryStopped extends Error {
  override readonly name = 'RecoveryStopped';

  constructor() {
    super('asked to stop while the run was being recovered');
  }
}

export interface RecoveryOptions {
  readonly journal: Journal;
  /** Of the run's `runStarted`. */
  readonly fromSequence: number;
  /** Makes engines with the settings of the run; the last one made is kept. */
  readonly createEngine: () => Engine;
  readonly cursor: EntryCursor;
  readonly onApplied: (sequence: number) => void;
  /** Asked after each page of the journal. */
  readonly isStopping?: () => boolean;
  /** Everybody who listens to the engine knows the run up to here, all of it by default. */
  readonly toldSequence?: number;
  /** What a run without decisions goes on from when this version would have decided otherwise; refused by default. */
  readonly tables?: ReadTables;
}

export interface Recovery {
  readonly engine: Engine;
  /** Entries that were read. */
  readonly entries: number;
  /** The checkpoint that it began from; `undefined` when that was the start of the run. */
  readonly checkpoint: number | undefined;
  /** Where decisions are not journaled: they were made again from the inputs, or the tables told them. */
  readonly from?: 'inputs' | 'tables';
}

/**
 * Startup is recovery: the engine is put into the state of a checkpoint and told what came after it, with what was decided
 * then. A run of before decisions were journaled is decided again from its start, and compared; where that leads elsewhere,
 * its tables tell what was decided.
 * @throws ReplayDivergence when such an answer differs from the recorded one, StorageFailure when the journal is damaged,
 * UnreadableSave when its state cannot be read by this version, RecoveryStopped when it was asked to stop.
 */
export async function recoverEngine(options: RecoveryOptions): Promise<Recovery> {
  const { journal, fromSequence, createEngine, tables, isStopping, toldSequence = journal.head } = options;
  const { head: headSequence, archived: archivedSequence } = journal;
  const where = { fromSequence, headSequence, toldSequence, archivedSequence };
  const begun = await beginRecovery({ journal, createEngine, ...where });
  if (begun) return await followFrom(options, begun);
  try {
    return await decideAgain(options);
  } catch (error) {
    if (!tables || !(error instanceof ReplayDivergence || error instanceof StrategySetupError)) throw error;
    const onPage = () => giveWay(isStopping);
    return {
      ...(await adoptRun({ ...options, toldSequence, tables, onPage })),
      checkpoint: undefined,
      from: 'tables',
    };
  }
}

/**
 * The engine in the state that it begins from; `undefined` when the run keeps neither states nor decisions.
 * @throws UnreadableSave when this version can read none of its states, and there is no other way.
 */
export async function beginRecovery({
  journal,
  ...options
}: BeginningOptions & { readonly journal: ReadJournal }): Promise<Begun | undefined> {
  const choosing = chooseBeginning(options);
  for (let step = choosing.next(); ; step = choosing.next(await answerOf(journal, options, step.value))) {
    if (step.done) return step.value;
  }
}

type ReadJournal = Pick<Journal, 'newestOf' | 'read'>;

async function answerOf(
  journal: ReadJournal,
  { fromSequence, archivedSequence }: BeginningOptions,
  ask: Ask,
): Promise<FoundEntry> {
  if (ask.kind === 'entry') return await entryAt(journal, ask.sequence);
  const { beforeSequence } = ask;
  const first = Math.max(fromSequence, archivedSequence + 1);
  const found = await journal.newestOf('checkpointMade', { fromSequence: first, beforeSequence });
  return found === undefined ? undefined : await entryAt(journal, found);
}

/** What cannot be read since the run began is not needed where a checkpoint holds the state. */
async function followFrom(options: RecoveryOptions, begun: Begun): Promise<Recovery> {
  try {
    return await follow(options, begun);
  } catch (error) {
    if (!(error instanceof UnreadableSave) || !begun.otherwise) throw error;
    return await follow(options, begun.otherwise());
  }
}

async function follow(options: RecoveryOptions, { engine, fromSequence, checkpoint }: Begun): Promise<Recovery> {
  const { journal, isStopping, toldSequence = journal.head } = options;
  const follower = new Follower({ ...options, toldSequence, engine });
  for await (const page of journal.read(fromSequence)) {
    await giveWay(isStopping);
    follower.take(page);
  }
  return { engine, checkpoint, entries: follower.entries };
}

async function decideAgain(options: RecoveryOptions): Promise<Recovery> {
  const { onApplied, isStopping, journal, fromSequence, cursor } = options;
  const engine = options.createEngine();
  const onEntry = ({ entry }: RecordedEntry): undefined => {
    onApplied(entry.sequence);
  };
  const replay = new JournalReplay({ journal, fromSequence, cursor, engine, onEntry });
  for await (const page of journal.read(fromSequence)) {
    await giveWay(isStopping);
    replay.take(page);
  }
  return { engine, checkpoint: undefined, entries: undiverged(replay.report()).entries, from: 'inputs' };
}

/** Signals are heard between turns only, and a long journal is many pages. */
async function giveWay(isStopping: (() => boolean) | undefined): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (isStopping?.() === true) throw new RecoveryStopped();
}

/** @throws ReplayDivergence */
export function undiverged(report: ReplayReport): ReplayReport {
  if (report.mismatchCount > 0) throw new ReplayDivergence(report.mismatches[0]);
  return report;
}
