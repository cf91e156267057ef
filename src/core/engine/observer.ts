import type { Notify } from '../../domain/orders/commands.ts';
import type { Decision, Denial } from '../../domain/decision.ts';
import type { OrderFilled, RunStarted } from '../../domain/events/events.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { FillBooking, RoundTrip } from '../../domain/index.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { LaneView, OrderView, ProtectiveOrderView } from './view.ts';

/** Funds that came in (positive) or went out other than by our fills. */
export interface FundsFlow {
  readonly asset: string;
  readonly amount: Decimal;
  /** In quote, at the last prices, just before. */
  readonly equityBefore: number;
  readonly actor: string;
  readonly reason: string;
}

/** Hears what the engine did, for tables, metrics and pictures. Absent methods cost nothing; none may change anything. */
export interface EngineObserver {
  /** The run's first entry; comes before everything else. */
  runBegan?(run: RunStarted): void;
  instrumentChanged?(instrument: Instrument): void;
  /** An order came of it, or risk denied it. */
  decisionMade?(lane: LaneView, decision: Decision, order: OrderView | undefined): void;
  entryDenied?(lane: LaneView, denials: readonly Denial[]): void;
  orderChanged?(order: OrderView): void;
  /** Quantity and fee as far as the books took them; the rest is in suspense. */
  fillBooked?(fill: OrderFilled, booking: FillBooking, order: OrderView): void;
  /** A stop or target was made, moved, answered, fired or ended. */
  protectionChanged?(order: ProtectiveOrderView): void;
  positionChanged?(lane: LaneView): void;
  roundTripClosed?(lane: LaneView, trip: RoundTrip, exit: OrderView | undefined): void;
  /** A deposit, or with a negative amount a withdrawal. */
  fundsMoved?(flow: FundsFlow): void;
  noticeRaised?(notice: Notify): void;
}
