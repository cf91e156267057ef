import type { EngineObserver, FundsFlow, LaneView, OrderView } from '../../core/engine/index.ts';
import type { FlowPoint } from '../../core/performance/index.ts';
import {
  type Denial,
  type FillBooking,
  type OrderFilled,
  type RoundTrip,
  type RunStarted,
  executionTimeMs,
  toSignal,
} from '../../domain/index.ts';

/** A round trip with what the ledger does not know: why it began and ended. */
export interface RecordedTrip {
  readonly trip: RoundTrip;
  readonly symbol: string;
  readonly strategy: string;
  readonly entryReason: string;
  readonly exitReason: string;
  readonly entryTag: string;
  readonly exitTag: string;
  /** Candles held. */
  readonly candles: number;
}

export interface RecordedFill {
  readonly fill: OrderFilled;
  readonly order: OrderView;
  readonly timeMs: number;
}

/** Collects what a run did; hears the engine and changes nothing. */
export class RunRecorder implements EngineObserver {
  readonly trips: RecordedTrip[] = [];
  readonly fills: RecordedFill[] = [];
  readonly denials = new Map<string, number>();
  readonly notices = new Map<string, { count: number; first: string }>();
  /** Deposits and withdrawals of quote. */
  readonly flows: FlowPoint[] = [];
  orders = 0;
  readonly #entries = new Map<number, OrderView>();
  #quote = '';
  #timeMs: () => number;

  /** `timeMs` tells the time of the entry being applied. */
  constructor(timeMs: () => number) {
    this.#timeMs = timeMs;
  }

  orderChanged(order: OrderView): void {
    if (order.status === 'submitted') this.orders += 1;
  }

  fillBooked(fill: OrderFilled, _booking: FillBooking, order: OrderView): void {
    this.fills.push({ fill, order, timeMs: executionTimeMs(fill, this.#timeMs()) });
    const { lane, side } = order.request;
    if (side === 'buy' && !this.#entries.has(lane)) this.#entries.set(lane, order);
  }

  entryDenied(_lane: LaneView, denials: readonly Denial[]): void {
    for (const { code } of denials) this.denials.set(code, (this.denials.get(code) ?? 0) + 1);
  }

  noticeRaised({ code, message }: { readonly code: string; readonly message: string }): void {
    const seen = this.notices.get(code);
    if (seen) seen.count += 1;
    else this.notices.set(code, { count: 1, first: message });
  }

  fundsMoved({ asset, amount, equityBefore }: FundsFlow): void {
    if (asset !== this.#quote) return;
    this.flows.push({ timeMs: this.#timeMs(), amount: toSignal(amount), equityBefore });
  }

  runBegan({ instruments }: RunStarted): void {
    this.#quote = instruments[0]?.quote ?? '';
  }

  roundTripClosed(lane: LaneView, trip: RoundTrip, exit: OrderView | undefined): void {
    const entry = this.#entries.get(lane.id);
    this.#entries.delete(lane.id);
    this.trips.push({
      trip,
      symbol: lane.symbol,
      strategy: lane.name,
      entryReason: entry?.request.reason ?? '',
      exitReason: exit?.request.reason ?? 'dust',
      entryTag: entry?.request.tag ?? '',
      exitTag: exit?.request.tag ?? '',
      candles: Math.round((trip.exitTimeMs - trip.entryTimeMs) / lane.intervalMs),
    });
  }
}
