import type { Engine } from '../../core/engine/index.ts';
import type { EngineEvent } from '../../domain/index.ts';
import type { Journal, RecordedEntry } from '../../ports/index.ts';

export interface PastCandle {
  readonly journal: Journal;
  /** Fresh, with the settings of the run. */
  readonly engine: Engine;
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
 * Tells a second engine the journal until a candle's interval has been told: its state is then the one that people saw
 * between that interval and the next. `false` when there was no such candle. Gives way after each page: the run goes on.
 */
export async function replayUntilCandle(past: PastCandle): Promise<boolean> {
  const { journal, fromSequence } = past;
  const search = new CandleSearch(past);
  for await (const page of journal.read(fromSequence)) {
    if (search.take(page)) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return search.isFound;
}

class CandleSearch {
  readonly #past: PastCandle;
  isFound = false;

  constructor(past: PastCandle) {
    this.#past = past;
  }

  /** Tells the engine a page; `true` when what comes next belongs to later. */
  take(page: readonly RecordedEntry[]): boolean {
    const { engine, laneId, candleOpenTimeMs } = this.#past;
    for (const { entry } of page) {
      const { event } = entry;
      const isCandle = event.type === 'candleClosed';
      if (this.isFound && !OF_THE_INTERVAL.has(event.type) && !(isCandle && event.openTimeMs === candleOpenTimeMs))
        return true;
      if (isCandle && event.openTimeMs > candleOpenTimeMs) return true;
      engine.apply(entry);
      if (isCandle && event.openTimeMs === candleOpenTimeMs) {
        this.isFound ||= engine.view.lanes[laneId]?.instrument === event.instrument;
      }
    }
    return false;
  }
}
