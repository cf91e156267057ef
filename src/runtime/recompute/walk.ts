/** Goes along a recorded run with an engine of today, which is told what was decided then. */
import { type Engine, type Facts, StrategySetupError, factsOf } from '../../core/engine/index.ts';
import { UnreadableSave, decodeSaved } from '../../domain/saved.ts';
import type { RecordedEntry } from '../../ports/index.ts';
import type { Begun } from '../recovery/beginning.ts';
import { beginRecovery } from '../recovery/recover-engine.ts';
import { type ChangedSettings, isTakenOver } from '../recovery/replay-journal.ts';
import { type PastRun, type RecordingProcess, processOf } from './past-run.ts';

/** Fresh engines for what was in force. */
export type EnginesFor = (changed: ChangedSettings | undefined) => Promise<() => Engine>;

/** The run keeps neither states nor decisions: an engine of today cannot be put into the state of then. */
class NotFoldable extends Error {
  override readonly name = 'NotFoldable';

  constructor() {
    super('this run does not hold what was decided: a version without facts recorded it, or a backtest');
  }
}

/** Why no engine of today can be put into the state of then: to be told, and no fault. */
export function isInTheWay(error: unknown): error is Error {
  return error instanceof NotFoldable || error instanceof UnreadableSave || error instanceof StrategySetupError;
}

export interface Step {
  readonly recorded: RecordedEntry;
  /** As it was before the entry: whoever is handed it takes the entry in, by `fold` or by `rehearse`. */
  readonly engine: Engine;
  readonly process: RecordingProcess;
  /** Lanes whose strategy had kept something that this version does not take back: it knows what came since. */
  readonly unread: readonly number[];
}

/**
 * Entries from one on. Where a process took over, an engine begins as that one did: what a strategy did not keep, it does
 * not have here either.
 * @throws NotFoldable, UnreadableSave when this version can read no state that it could begin from.
 */
export async function* walk(run: PastRun, first: number, enginesFor: EnginesFor): AsyncGenerator<Step> {
  // Before its first entry a run has no state.
  const fromSequence = Math.max(first, run.fromSequence + 1);
  let process = await processOf(run, fromSequence);
  let { engine, unread } = await engineBefore(run, fromSequence, process, await enginesFor(process.changed));
  for await (const page of run.journal.read(fromSequence)) {
    for (const recorded of page) {
      const { sequence, event } = recorded.entry;
      if (isTakenOver(event.type) && sequence > fromSequence) {
        process = await processOf(run, sequence);
        if (process.firstSequence === sequence) {
          ({ engine, unread } = await engineBefore(run, sequence, process, await enginesFor(process.changed)));
        }
      }
      yield { recorded, engine, process, unread };
    }
  }
}

/**
 * The engine as its process had it before the entry: from a checkpoint of that process, or, where a strategy does not come
 * back from one, from where the process itself began.
 */
async function engineBefore(
  run: PastRun,
  sequence: number,
  process: RecordingProcess,
  createEngine: () => Engine,
): Promise<Begun> {
  const nearest = await beginAt(run, sequence, process, createEngine);
  const isItsOwn = (nearest.checkpoint ?? run.fromSequence) >= process.firstSequence;
  const isEnough = process.firstSequence === sequence || (isItsOwn && nearest.anew.length === 0);
  const begun = isEnough ? nearest : await beginAt(run, process.firstSequence, process, createEngine);
  await foldUntil(run, begun, sequence);
  return begun;
}

async function beginAt(
  { journal, fromSequence }: PastRun,
  sequence: number,
  { archived: archivedSequence }: RecordingProcess,
  createEngine: () => Engine,
) {
  const headSequence = Math.max(fromSequence, sequence - 1);
  // What is told of a checkpoint is the state before it, so that the entry at hand may be one.
  const where = { fromSequence, headSequence, toldSequence: headSequence, archivedSequence };
  const begun = await beginRecovery({ journal, createEngine, ...where });
  if (!begun) throw new NotFoldable();
  return begun;
}

async function foldUntil({ journal }: PastRun, { engine, fromSequence }: Begun, sequence: number): Promise<void> {
  if (fromSequence >= sequence) return;
  for await (const page of journal.read(fromSequence)) {
    for (const { entry, facts } of page) {
      if (entry.sequence >= sequence) return;
      engine.fold(entry, readFacts(facts));
    }
  }
}

export function readFacts(facts: string | undefined): Facts | undefined {
  return facts === undefined ? undefined : factsOf(decodeSaved(facts));
}
