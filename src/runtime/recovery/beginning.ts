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
  /** Where to begin when what was decided since the run began cannot be read: some indicators begin anew there. */
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
  /** Makes engines with the settings of the run; the last one made is kept. */
  readonly createEngine: () => Engine;
}

/**
 * Asks for what it needs, entry by entry. The newest checkpoint after which strategies are told as many candles as they ask
 * for; `undefined` when the run has neither a checkpoint nor facts, and has to be decided again.
 * @throws UnreadableSave when this version can read none of its states, and there is no other way.
 */
export function* chooseBeginning(options: BeginningOptions): Generator<Ask, Begun | undefined, FoundEntry> {
  const { fromSequence, headSequence, toldSequence, createEngine } = options;
  const run = eventOf(yield { kind: 'entry', sequence: fromSequence }, 'runStarted');
  const isFolded = run.foldVersion === FOLD_VERSION;
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
    // Indicators that no checkpoint has learn from the start of the run, where that can be folded.
    if (restored.indicators.length > 0 && isFolded) {
      const event = eventOf(found, 'checkpointMade');
      const otherwise = (): Begun => {
        const cold = createEngine();
        const begunThere = begunAnew(cold, cold.restore(run, decodeSaved(event.state)));
        return { engine: cold, fromSequence: sequence + 1, checkpoint: sequence, ...begunThere };
      };
      return { ...fromTheStart(options), otherwise };
    }
    begun = { engine, fromSequence: sequence + 1, checkpoint: sequence, ...begunAnew(engine, restored) };
    const lookbackMs = engine.lookbackMsOf(restored.lanes);
    if (lookbackMs === 0) return begun;
    const last = yield { kind: 'entry', sequence: headSequence };
    if (last === undefined || timeMs <= last.entry.timeMs - lookbackMs) return begun;
  }
  if (isFolded) return fromTheStart(options);
  if (begun === undefined && unread) throw unread;
  return begun;
}

function fromTheStart({ fromSequence, createEngine }: BeginningOptions): Begun {
  return { engine: createEngine(), fromSequence, checkpoint: undefined, anew: [], unread: [] };
}

/** One that is told its look-back again is as it was. */
function begunAnew({ view }: Engine, { lanes, unread }: Unrestored): Pick<Begun, 'anew' | 'unread'> {
  const keeps = (lane: number): boolean => view.lanes[lane]?.spec.strategy.lookback === undefined;
  return { anew: lanes.filter(keeps), unread: unread.filter(keeps) };
}

/** A state that another version wrote is as good as none while there is another way. */
function restore(engine: Engine, run: RunStarted, { state }: CheckpointMade): Unrestored | UnreadableSave {
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
