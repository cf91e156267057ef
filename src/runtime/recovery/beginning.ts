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
  /** Where to begin when what was decided since then cannot be read: some indicators begin anew there. */
  readonly otherwise?: () => Begun;
  /** Lanes whose strategy began anew there: nothing brings back what it kept. */
  readonly anew: readonly number[];
  /** Those among them that had kept something, which this version does not take back. */
  readonly unread: readonly number[];
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
  let otherwise: (() => Begun) | undefined;
  for (let before = toldSequence + 1; ; ) {
    const found = yield { kind: 'checkpoint', beforeSequence: before };
    if (found === undefined || found.entry.sequence < fromSequence) break;
    const { sequence, timeMs } = found.entry;
    before = sequence;
    const checkpoint = eventOf(found, 'checkpointMade');
    const engine = createEngine();
    const restored = restore(engine, run, checkpoint);
    if (restored instanceof UnreadableSave) {
      unread = restored;
      continue;
    }
    begun = begunBehind(sequence, engine, restored);
    // Indicators that no checkpoint has learn from the start of the run, or from all that is not archived.
    if (restored.indicators.length > 0 && isFolded) {
      otherwise ??= () => {
        const cold = createEngine();
        return begunBehind(sequence, cold, cold.restore(run, decodeSaved(checkpoint.state)));
      };
      if (isWhole) return { ...fromTheStart(options), otherwise };
      begun = { ...begun, otherwise };
      continue;
    }
    const lookbackMs = engine.lookbackMsOf(restored.lanes);
    if (lookbackMs === 0) return begun;
    const last = yield { kind: 'entry', sequence: headSequence };
    if (last === undefined || timeMs <= last.entry.timeMs - lookbackMs) return begun;
  }
  if (isFolded && (isWhole || begun === undefined)) return fromTheStart(options);
  if (begun === undefined && unread) throw unread;
  return begun;
}

function fromTheStart({ fromSequence, createEngine }: BeginningOptions): Begun {
  return { engine: createEngine(), fromSequence, checkpoint: undefined, anew: [], unread: [] };
}

/** A strategy that is told its look-back again is as it was. */
function begunBehind(checkpoint: number, engine: Engine, { lanes, unread }: Unrestored): Begun {
  const keeps = (lane: number): boolean => engine.view.lanes[lane]?.spec.strategy.lookback === undefined;
  return {
    engine,
    fromSequence: checkpoint + 1,
    checkpoint,
    anew: lanes.filter(keeps),
    unread: unread.filter(keeps),
  };
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
