import type { Engine } from '../../core/engine/index.ts';
import type { SimulatedVenue } from '../../core/simulation/index.ts';
import type { Journal } from '../../ports/index.ts';
import type { EntryCursor } from '../writer/entry-cursor.ts';
import { type ReplayReport, replayJournal } from './replay-journal.ts';

/** Today's program answers a recorded entry differently: going on would mean guessing what the orders were. */
export class ReplayDivergence extends Error {
  override readonly name = 'ReplayDivergence';
  readonly report: ReplayReport;

  constructor(report: ReplayReport) {
    const first = report.mismatches[0];
    super(
      `replaying the journal gives other commands than were recorded, first at entry ${first?.sequence} ` +
        `(${first?.eventType}); this version or these settings are not the ones that wrote it`,
    );
    this.report = report;
  }
}

/**
 * Startup is recovery: the engine is told everything again, from the latest run start on.
 * @throws ReplayDivergence when an answer differs from the recorded one, StorageFailure when the journal is damaged.
 */
export function recoverEngine(options: {
  readonly journal: Journal;
  readonly fromSequence: number;
  /** Fresh, with the settings of the run. */
  readonly engine: Engine;
  readonly cursor: EntryCursor;
  readonly onApplied: (sequence: number) => void;
}): ReplayReport {
  const { journal, engine, cursor, fromSequence, onApplied } = options;
  const report = replayJournal({
    journal,
    engine,
    fromSequence,
    cursor,
    onEntry: ({ entry }) => {
      onApplied(entry.sequence);
      return undefined;
    },
  });
  if (report.mismatchCount > 0) throw new ReplayDivergence(report);
  return report;
}

/**
 * Brings the simulated venue to where the journal says it was: its balances are given at its creation, here come the
 * prices and the orders that it had accepted. An order it never answered for stays unknown to it, as it would be.
 */
export function restoreVenue(venue: SimulatedVenue, engine: Engine): void {
  const { view } = engine;
  for (const market of view.markets) {
    if (!(market.last > 0)) continue;
    // A quote since the last candle means that the next one was under way, at that price.
    venue.restoreMoment(market.instrument.id, market.hasNewerQuote ? market.bid : market.last, market.hasNewerQuote);
  }
  for (const order of view.orders.working) {
    if (order.status !== 'open' && order.status !== 'partiallyFilled') continue;
    const { request, filledQuantity, fillCount, reserved, createdMs } = order;
    // Sent after the last candle closed, as a stop's exit is: it had arrived already.
    const isUnderWay = createdMs > view.market(request.instrument).lastCloseTimeMs;
    venue.restoreOrder(request, { filledQuantity, fillCount, reserved, isUnderWay });
  }
}
