import type { Engine } from '../core/engine/index.ts';
import type { Journal } from '../ports/index.ts';

const ENTRIES_PER_TURN = 5000;

export interface PastCandle {
  readonly journal: Journal;
  /** Fresh, with the settings of the run. */
  readonly engine: Engine;
  readonly fromSequence: number;
  readonly laneId: number;
  readonly candleOpenTimeMs: number;
}

/**
 * Tells a second engine the journal up to a candle's close, so that its state is the one of that moment; `false` when
 * there was no such candle. Gives way regularly: the run goes on meanwhile.
 */
export async function replayUntilCandle(past: PastCandle): Promise<boolean> {
  const { journal, engine, fromSequence, laneId, candleOpenTimeMs } = past;
  let count = 0;
  for (const { entry } of journal.read(fromSequence)) {
    engine.apply(entry);
    const { event } = entry;
    if (event.type === 'candleClosed' && event.openTimeMs >= candleOpenTimeMs) {
      const lane = engine.state.lanes[laneId];
      if (lane?.market.instrument.id === event.instrument) return event.openTimeMs === candleOpenTimeMs;
    }
    count += 1;
    if (count % ENTRIES_PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return false;
}
