/** Where a start begins: at a checkpoint, at the start of the run, or by deciding all of it again. */
import { type Engine, FOLD_VERSION, type Unrestored } from '../../core/engine/index.ts';
import type { CheckpointMade, EngineEvent, RunStarted } from '../../domain/events/events.ts';
import { UnreadableSave, decodeSaved } from '../../domain/saved.ts';
import type { RecordedEntry } from '../../ports/index.ts';

/** What it has to know of the journal: the newest checkpoint before an entry, or an entry. */
export type Ask =
  | { readonly kind: 'checkpoint'; readonly beforeSequence: number }
  | { readonly kind: 'entry'; readonly sequence: number };

export type FoundEntry = RecordedEntry | undefined;

export interface Begun {
  /** In the state before `fromSequence`. */
  readonly engine: Engine;
  readonly fromSequence: number;
  /** `undefined` when it begins with the run. */
  readonly checkpoint: number | undefined;
}

export interface BeginningOptions {
  /** Of the run's `runStarted`. */
  readonly fromSequence: number;
  readonly headSequence: number;
  /** Everybody who listens to the engine knows the run up to here; what came later is decided again for them. */
  readonly toldSequence: number;
  /** Entries up to here are in archives: nothing of them is needed while there is a checkpoint behind them. */
  readonly archivedSequence: number;
  /** Makes engines with the settings of the run; the last one made is kept. */
  readonly createEngine: () => Engine;
}

/**
 * Asks for what it needs, entry by entry. The newest checkpoint after which strategies are told as many candles as they ask
 * for, or as many as are not archived; `undefined` when the run has neither a checkpoint nor facts, and has to be decided again.
 * @throws UnreadableSave when this version can read none of its states, and there is no other way.
 */
export function* chooseBeginning(options: BeginningOptions): Generator<Ask, Begun | undefined, FoundEntry> {
  const { fromSequence, headSequence, toldSequence, archivedSequence, createEngine } = options;
  const run = eventOf(yield { kind: 'entry', sequence: fromSequence }, 'runStarted');
  const isFolded = run.foldVersion === FOLD_VERSION;
  const isWhole = archivedSequence < fromSequence;
  let begun: Begun | undefined;
  let unread: UnreadableSave | undefined;
  for (let before = toldSequence + 1; ; ) {
    const found = yield { kind: 'checkpoint', beforeSequence: before };
    if (found === undefined || found.entry.sequence < fromSequence) break;
    const { sequence, timeMs } = found.entry;
    before = sequence;
    const engine = createEngine();
    const restored = restore(engine, run, eventOf(found, 'checkpointMade'));
    if (restored instanceof UnreadableSave) {
      unread = restored;
      continue;
    }
    const isLearning = restored.indicators.length > 0;
    // Indicators that no checkpoint has learn from the start of the run, where that can be folded.
    if (isLearning && isFolded && isWhole) return { engine: createEngine(), fromSequence, checkpoint: undefined };
    begun = { engine, fromSequence: sequence + 1, checkpoint: sequence };
    // What is archived is left alone: they learn from all that is not.
    if (isLearning && isFolded) continue;
    const lookbackMs = engine.lookbackMsOf(restored.lanes);
    if (lookbackMs === 0) return begun;
    const last = yield { kind: 'entry', sequence: headSequence };
    if (last === undefined || timeMs <= last.entry.timeMs - lookbackMs) return begun;
  }
  if (isFolded && (isWhole || begun === undefined))
    return { engine: createEngine(), fromSequence, checkpoint: undefined };
  if (begun === undefined && unread) throw unread;
  return begun;
}

/** A state that another version wrote is as good as none while there is another way. */
export function restore(engine: Engine, run: RunStarted, { state }: CheckpointMade): Unrestored | UnreadableSave {
  try {
    return engine.restore(run, decodeSaved(state));
  } catch (error) {
    if (error instanceof UnreadableSave) return error;
    throw error;
  }
}

function eventOf<Type extends EngineEvent['type']>(
  found: FoundEntry,
  type: Type,
): Extract<EngineEvent, { type: Type }> {
  const event = found?.entry.event;
  if (event?.type !== type)
    throw new RangeError(`the journal must have a ${type} there, it has ${event?.type ?? 'none'}`);
  return event as Extract<EngineEvent, { type: Type }>;
}
