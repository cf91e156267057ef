import { type Engine, factsOf } from '../../core/engine/index.ts';
import type { CheckpointMade, EngineEvent, RunStarted } from '../../domain/events/events.ts';
import { decodeSaved } from '../../domain/saved.ts';
import type { Journal, RecordedEntry } from '../../ports/index.ts';

export interface PastCandle {
  readonly journal: Pick<Journal, 'newestOf' | 'read'>;
  /** Makes fresh engines with the settings of the run. */
  readonly createEngine: () => Engine;
  readonly fromSequence: number;
  readonly laneId: number;
  readonly candleOpenTimeMs: number;
}

/** The end of the interval, and what a venue answers at once to it; what it reports later belongs to later. */
const OF_THE_INTERVAL: ReadonlySet<EngineEvent['type']> = new Set([
  'intervalClosed',
  'exitArmed',
  'exitArmFailed',
  'orderAccepted',
  'orderRejected',
  'orderClosed',
]);

/**
 * A second engine in the state that people saw between a candle's interval and the next. It begins at the checkpoint before
 * the candle, takes in what was decided up to it, and decides on the candle itself. `undefined` when there was no such
 * candle. Gives way after each page: the run goes on.
 */
export async function replayUntilCandle(past: PastCandle): Promise<Engine | undefined> {
  const { journal } = past;
  const { engine, fromSequence, isFolded } = await beginBefore(past);
  const search = new CandleSearch(past, engine, isFolded);
  for await (const page of journal.read(fromSequence)) {
    if (search.take(page)) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return search.isFound ? engine : undefined;
}

async function beginBefore(past: PastCandle) {
  const { journal, fromSequence, createEngine, candleOpenTimeMs } = past;
  const run = (await entryAt(journal, fromSequence))?.entry.event as RunStarted;
  const checkpoint = await journal.newestOf('checkpointMade', { fromSequence, untilMs: candleOpenTimeMs });
  const found = checkpoint === undefined ? undefined : await entryAt(journal, checkpoint);
  const engine = createEngine();
  if (!found) return { engine, fromSequence, isFolded: run.foldVersion !== undefined };
  const { sequence, event } = found.entry;
  engine.restore(run, decodeSaved((event as CheckpointMade).state));
  return { engine, fromSequence: sequence + 1, isFolded: true };
}

async function entryAt(journal: PastCandle['journal'], sequence: number): Promise<RecordedEntry | undefined> {
  for await (const [entry] of journal.read(sequence)) return entry;
  return undefined;
}

class CandleSearch {
  readonly #past: PastCandle;
  readonly #engine: Engine;
  /** What was decided stands in the journal: only the interval of the candle is decided again. */
  readonly #isFolded: boolean;
  isFound = false;
  #isThere = false;

  constructor(past: PastCandle, engine: Engine, isFolded: boolean) {
    this.#past = past;
    this.#engine = engine;
    this.#isFolded = isFolded;
  }

  /** Tells the engine a page; `true` when what comes next belongs to later. */
  take(page: readonly RecordedEntry[]): boolean {
    const { laneId, candleOpenTimeMs } = this.#past;
    for (const { entry, facts } of page) {
      const { event } = entry;
      const isCandle = event.type === 'candleClosed';
      const isOfIt = isCandle && event.openTimeMs === candleOpenTimeMs;
      if (this.isFound && !OF_THE_INTERVAL.has(event.type) && !isOfIt) return true;
      if (isCandle && event.openTimeMs > candleOpenTimeMs) return true;
      this.#isThere ||= isOfIt;
      if (this.#isThere || !this.#isFolded) this.#engine.apply(entry);
      else this.#engine.fold(entry, facts === undefined ? undefined : factsOf(decodeSaved(facts)));
      if (isOfIt) this.isFound ||= this.#engine.view.lanes[laneId]?.instrument === event.instrument;
    }
    return false;
  }
}
