import type { Engine } from '../../core/engine/index.ts';
import type { EngineEvent } from '../../domain/index.ts';
import type { Journal } from '../../ports/index.ts';

const ENTRIES_PER_TURN = 5000;

export interface PastCandle {
  readonly journal: Journal;
  /** Fresh, with the settings of the run. */
  readonly engine: Engine;
  readonly fromSequence: number;
  readonly laneId: number;
  readonly candleOpenTimeMs: number;
}

/** What a venue answers at once when candles have led to something; what it reports later belongs to later. */
const ANSWERS: ReadonlySet<EngineEvent['type']> = new Set([
  'exitArmed',
  'exitArmFailed',
  'orderAccepted',
  'orderRejected',
  'orderClosed',
]);

/**
 * Tells a second engine the journal until a candle's interval has been told: its state is then the one that people saw
 * between that interval and the next. `false` when there was no such candle. Gives way regularly: the run goes on.
 */
export async function replayUntilCandle(past: PastCandle): Promise<boolean> {
  const { journal, engine, fromSequence, laneId, candleOpenTimeMs } = past;
  let count = 0;
  let isFound = false;
  for (const { entry } of journal.read(fromSequence)) {
    const { event } = entry;
    const isCandle = event.type === 'candleClosed';
    if (isFound && !ANSWERS.has(event.type) && !(isCandle && event.openTimeMs === candleOpenTimeMs)) break;
    if (isCandle && event.openTimeMs > candleOpenTimeMs) break;
    engine.apply(entry);
    if (isCandle && event.openTimeMs === candleOpenTimeMs) {
      isFound ||= engine.view.lanes[laneId]?.instrument === event.instrument;
    }
    count += 1;
    if (count % ENTRIES_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return isFound;
}
