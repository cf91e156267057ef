import type { Block, Decision } from '../../domain/decision.ts';
import type { OrderFilled, RunStarted } from '../../domain/events.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type { Notify } from '../../domain/commands.ts';
import type { FillBooking, RoundTrip } from '../../domain/index.ts';
import type { Lane } from './lane.ts';
import type { TrackedOrder } from './orders.ts';

/** Hears what the engine did, for tables, metrics and pictures. Absent methods cost nothing; none may change anything. */
export interface EngineObserver {
  /** The run's first entry; comes before everything else. */
  runBegan?(run: RunStarted): void;
  instrumentChanged?(instrument: Instrument): void;
  /** An order came of it, or risk denied it. */
  decisionMade?(lane: Lane, decision: Decision, order: TrackedOrder | undefined): void;
  entryDenied?(lane: Lane, blocks: readonly Block[]): void;
  orderChanged?(order: TrackedOrder): void;
  fillBooked?(fill: OrderFilled, booking: FillBooking, order: TrackedOrder): void;
  positionChanged?(lane: Lane): void;
  roundTripClosed?(lane: Lane, trip: RoundTrip, exit: TrackedOrder | undefined): void;
  noticeRaised?(notice: Notify): void;
}
