/** Tables that people and programs read: what the journal's entries led to. Losing them loses nothing. */
import type { NoticeLevel } from '../domain/orders/commands.ts';
import type { Decimal } from '../domain/decimal.ts';
import type { Action, Denial, Explanation, Regime } from '../domain/decision.ts';
import type { Instrument, InstrumentId } from '../domain/market/instrument.ts';
import type { RoundTrip } from '../domain/ledger/round-trip.ts';
import type { PositionFigures, ProfitFigures } from '../domain/profit-figures.ts';
import type { Liquidity, OrderRequest, OrderStatus, Side } from '../domain/orders/order.ts';
import type { Notional, Price, Quantity } from '../domain/units.ts';

export interface OrderRow {
  readonly request: OrderRequest;
  readonly status: OrderStatus;
  readonly filledQuantity: Quantity;
  /** Fees not included. */
  readonly averagePrice: Price | undefined;
  readonly createdTimeMs: number;
  readonly updatedTimeMs: number;
  readonly venueOrderId: string | undefined;
  readonly lastReason: string;
  /** The stop or target that it sells for. */
  readonly firedBy: string | undefined;
}

/** A stop or a target: it waits for its trigger, and then an order of its own sells for it. */
export interface ProtectiveOrderRow {
  readonly clientOrderId: string;
  readonly lane: number;
  readonly instrument: InstrumentId;
  readonly role: 'stop' | 'target';
  readonly triggerPrice: number;
  /** The exit rule that set the trigger. */
  readonly rule: string;
  readonly quantity: Quantity;
  readonly status: 'sent' | 'waiting' | 'failed' | 'fired' | 'canceled';
  readonly firedOrderId: string | undefined;
  readonly createdTimeMs: number;
  readonly updatedTimeMs: number;
}

export interface FillRow {
  readonly venue: string;
  /** Unique within venue and instrument: some venues count trades per symbol. */
  readonly tradeId: string;
  readonly instrument: InstrumentId;
  readonly clientOrderId: string;
  readonly lane: number;
  readonly side: Side;
  readonly price: Price;
  readonly quantity: Quantity;
  readonly fee: Decimal;
  readonly feeAsset: string;
  readonly liquidity: Liquidity;
  /** Net profit in quote that this fill realized; `undefined` on buys. */
  readonly realizedPnl: Notional | undefined;
  readonly timeMs: number;
}

/** The lane's position, or its last one when `closedTimeMs` is set. */
export interface PositionRow {
  readonly lane: number;
  readonly strategy: string;
  readonly instrument: InstrumentId;
  /** Zero once closed. */
  readonly quantity: Quantity;
  /** Average, fees not included. */
  readonly entryPrice: Price;
  readonly stopPrice: number | undefined;
  readonly targetPrice: number | undefined;
  readonly openedTimeMs: number;
  readonly updatedTimeMs: number;
  readonly closedTimeMs: number | undefined;
}

export interface RoundTripRow extends RoundTrip {
  readonly strategy: string;
  readonly exitReason: string;
}

export interface DecisionRow {
  readonly id: string;
  readonly lane: number;
  readonly strategy: string;
  readonly instrument: InstrumentId;
  readonly timeMs: number;
  readonly candleOpenTimeMs: number;
  readonly action: Action;
  readonly reason: string;
  readonly score: number;
  readonly scoreBlended: number;
  readonly confidence: number;
  readonly regime: Regime;
  readonly explain: Explanation | undefined;
}

/** One intent that was denied, with every rule that objected. */
export interface DeniedEntry {
  readonly decisionId: string;
  readonly lane: number;
  readonly instrument: InstrumentId;
  readonly timeMs: number;
  readonly blocks: readonly Denial[];
}

export interface DenialRow extends Omit<DeniedEntry, 'blocks'> {
  readonly block: Denial;
}

export interface DenialCount {
  readonly rule: string;
  readonly code: string;
  readonly count: number;
  readonly lastTimeMs: number;
}

/** Money is float64 quote. */
export interface EquityRow {
  readonly timeMs: number;
  readonly equity: number;
  readonly cash: number;
  readonly drawdownRatio: number;
  /** Time-weighted since the run began; absent in rows of older versions. */
  readonly returnRatio: number | undefined;
  /** Absent in rows that an older version wrote. */
  readonly profit: ProfitFigures | undefined;
}

/** A deposit, or with a negative amount a withdrawal. */
export interface FlowRow {
  readonly timeMs: number;
  readonly asset: string;
  readonly amount: Decimal;
  /** Quote, float64. */
  readonly equityBefore: number;
  readonly actor: string;
  readonly reason: string;
}

/** The account as of the watermark. */
export interface AccountRow extends EquityRow {
  readonly positions: readonly HeldRow[];
}

/** One open position, at the last price. */
export interface HeldRow extends PositionFigures {
  readonly lane: number;
  readonly strategy: string;
  readonly instrument: InstrumentId;
  readonly quantity: Quantity;
  /** Average, fees not included. */
  readonly entryPrice: Price;
  /** Entry fees of `quantity`, in quote. */
  readonly fees: Notional;
  readonly openedTimeMs: number;
  readonly lastPrice: number;
}

export interface NoticeRow {
  readonly timeMs: number;
  readonly level: NoticeLevel;
  readonly code: string;
  readonly message: string;
}

/**
 * Turns what one journal entry led to into rows. `sequence` is that entry's; rows become durable with the journal's
 * commit, all or none. Calls for entries at or below the watermark change nothing, so a replay may repeat them.
 */
export interface ProjectionWriter {
  /** Sequence of the last entry whose rows are complete, 0 when there is none. */
  readonly watermark: number;
  orderChanged(sequence: number, order: OrderRow): void;
  /** A trade id that was booked before changes nothing. */
  fillBooked(sequence: number, fill: FillRow): void;
  positionChanged(sequence: number, position: PositionRow): void;
  protectionChanged(sequence: number, order: ProtectiveOrderRow): void;
  roundTripClosed(sequence: number, trip: RoundTripRow): void;
  decisionMade(sequence: number, decision: DecisionRow): void;
  entryDenied(sequence: number, denied: DeniedEntry): void;
  equitySampled(sequence: number, sample: EquityRow): void;
  fundsMoved(sequence: number, flow: FlowRow): void;
  noticeRaised(sequence: number, notice: NoticeRow): void;
  instrumentChanged(sequence: number, instrument: Instrument): void;
  /** The account as it is when asked; each commit keeps the latest, `undefined` keeps what there was. */
  keepAccount(read: () => AccountRow | undefined): void;
  /** Last call for an entry: moves the watermark to it. */
  applied(sequence: number): void;
  /**
   * Empties every table and sets the watermark to 0, for a rebuild from the journal.
   * Rejects with StorageFailure when the storage does not take it; the tables are as before then.
   */
  reset(): Promise<void>;
}

/** Newest first, 100 rows from the start unless told otherwise. */
export interface Page {
  readonly limit?: number;
  readonly offset?: number;
}

/** From inclusive, to exclusive, Unix milliseconds. */
export interface TimeRange {
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface OrderFilter extends Page, TimeRange {
  /** Any of these. */
  readonly statuses?: readonly OrderStatus[];
  readonly instrument?: InstrumentId;
  readonly lane?: number;
}

export interface FillFilter extends Page, TimeRange {
  readonly clientOrderId?: string;
  readonly instrument?: InstrumentId;
  readonly lane?: number;
}

export interface PositionFilter extends Page {
  readonly isOpen?: boolean;
  readonly instrument?: InstrumentId;
}

export interface ProtectiveOrderFilter extends Page {
  /** Any of these. */
  readonly statuses?: readonly ProtectiveOrderRow['status'][];
  readonly instrument?: InstrumentId;
  readonly lane?: number;
}

export interface RoundTripFilter extends Page, TimeRange {
  readonly instrument?: InstrumentId;
  readonly lane?: number;
}

export interface DecisionFilter extends Page, TimeRange {
  /** Of the journal entry that it was made on, and the first of those. */
  readonly sequence?: number;
  readonly fromSequence?: number;
  readonly id?: string;
  readonly candleOpenTimeMs?: number;
  readonly instrument?: InstrumentId;
  readonly lane?: number;
  readonly action?: Action;
}

export interface DenialFilter extends Page, TimeRange {
  readonly sequence?: number;
  readonly rule?: string;
  readonly decisionId?: string;
  readonly instrument?: InstrumentId;
  readonly lane?: number;
}

export interface FlowFilter extends Page, TimeRange {
  readonly asset?: string;
}

export interface NoticeFilter extends Page, TimeRange {
  /** Any of these. */
  readonly levels?: readonly NoticeLevel[];
  readonly code?: string;
}

/**
 * Reads what has been committed, over its own connection: a slow reader never holds up the writer.
 * A server may stand behind it: every method resolves later, and rejects with StorageFailure when it cannot be read.
 */
export interface ProjectionReader {
  watermark(): Promise<number>;
  instruments(): Promise<Instrument[]>;
  order(clientOrderId: string): Promise<OrderRow | undefined>;
  /** By creation time. */
  orders(filter?: OrderFilter): Promise<OrderRow[]>;
  fills(filter?: FillFilter): Promise<FillRow[]>;
  /** By opening time. */
  positions(filter?: PositionFilter): Promise<PositionRow[]>;
  /** By creation time. */
  protectiveOrders(filter?: ProtectiveOrderFilter): Promise<ProtectiveOrderRow[]>;
  /** By exit time. */
  roundTrips(filter?: RoundTripFilter): Promise<RoundTripRow[]>;
  decisions(filter?: DecisionFilter): Promise<DecisionRow[]>;
  denials(filter?: DenialFilter): Promise<DenialRow[]>;
  /** Most frequent first. */
  denialCounts(range?: TimeRange): Promise<DenialCount[]>;
  /** Oldest first; at most `points` samples, evenly chosen, the first and the last among them. */
  equity(options: TimeRange & { readonly points: number }): Promise<EquityRow[]>;
  /** Newest first. */
  flows(filter?: FlowFilter): Promise<FlowRow[]>;
  /** `undefined` when nothing was traded yet, or an older version wrote the records. */
  account(): Promise<AccountRow | undefined>;
  notices(filter?: NoticeFilter): Promise<NoticeRow[]>;
  close(): void;
}
