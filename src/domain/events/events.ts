/**
 * Everything the engine can be told. Event types are never renamed or removed: journals outlive versions.
 * Decimals travel as bigint in memory and as decimal strings on disk.
 */
import type { Decimal } from '../decimal.ts';
import type { Instrument, InstrumentId } from '../market/instrument.ts';
import type { Liquidity } from '../orders/order.ts';
import type { TradingState } from '../trading-state.ts';
import type { Price, Quantity } from '../units.ts';

/** First entry of every journal: identifies what ran. */
export interface RunStarted {
  readonly type: 'runStarted';
  readonly runId: string;
  readonly mode: string;
  readonly commit: string;
  /** Absent where an older version wrote it, as in `RunResumed`. */
  readonly version?: string;
  readonly configHash: string;
  readonly modelHash: string | null;
  readonly seed: number;
  readonly instruments: readonly Instrument[];
  /** Balances by asset that the run starts with. */
  readonly balances: Readonly<Record<string, Decimal>>;
  /** What was decided is journaled from here on, as this version of folding reads it; absent where only inputs are. */
  readonly foldVersion?: number;
}

/** The process began (again) on an existing journal: unanswered orders become unknown, exits must be armed anew. */
export interface RunResumed {
  readonly type: 'runResumed';
  readonly commit: string;
  readonly version?: string;
  readonly reason: string;
  /** Entries up to there were in archives, and not read; absent where none was. */
  readonly archivedSequence?: number;
}

/** Flat on purpose: the driver reuses one mutable instance for millions of candles. */
export interface CandleClosed {
  readonly type: 'candleClosed';
  readonly instrument: InstrumentId;
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** History for warm-up: indicators learn from it, nobody trades on it. */
export interface CandleBackfilled extends Omit<CandleClosed, 'type'> {
  readonly type: 'candleBackfilled';
}

/**
 * No further candle of the interval is to be expected, though some instrument had none. Not told when every instrument
 * had its candle: the last of them ends the interval.
 */
export interface IntervalClosed {
  readonly type: 'intervalClosed';
  readonly openTimeMs: number;
}

/** Best prices; sent when an armed exit level is crossed, and at most once per exits interval. */
export interface QuoteSeen {
  readonly type: 'quoteSeen';
  readonly instrument: InstrumentId;
  readonly bid: number;
  readonly ask: number;
  /** Somebody traded at the bid, so that nobody has to confirm it; absent of what only stands in an order book. */
  readonly isTraded?: boolean;
}

export interface OrderAccepted {
  readonly type: 'orderAccepted';
  readonly clientOrderId: string;
  readonly venueOrderId: string;
}

/** Only on a venue's listed proof that the order does not exist and never will. */
export interface OrderRejected {
  readonly type: 'orderRejected';
  readonly clientOrderId: string;
  readonly code: string;
  readonly message: string;
}

/** Timeout, reset, 5xx, unreadable answer: the order may exist. */
export interface OutcomeUnknown {
  readonly type: 'outcomeUnknown';
  readonly clientOrderId: string;
  readonly cause: string;
}

/** The order was never placed: looking long and often enough has proved it, or we kept it ourselves. */
export interface OrderAbsent {
  readonly type: 'orderAbsent';
  readonly clientOrderId: string;
  readonly evidence: string;
}

export interface OrderFilled {
  readonly type: 'orderFilled';
  readonly tradeId: string;
  readonly clientOrderId: string;
  readonly price: Price;
  readonly quantity: Quantity;
  readonly fee: Decimal;
  readonly feeAsset: string;
  readonly liquidity: Liquidity;
  /** When it was executed, where the venue says so; else that is when we are told. */
  readonly executedMs?: number | undefined;
}

/** The order ended at the venue without (further) filling. */
export interface OrderClosed {
  readonly type: 'orderClosed';
  readonly clientOrderId: string;
  readonly status: 'canceled' | 'expired';
  readonly reason: string;
}

/** The exit levels of a position are live: in the watcher, and at the venue where it keeps them. */
export interface ExitArmed {
  readonly type: 'exitArmed';
  readonly lane: number;
  readonly generation: number;
}

export interface ExitArmFailed {
  readonly type: 'exitArmFailed';
  readonly lane: number;
  readonly generation: number;
  readonly cause: string;
}

export interface BalanceSeen {
  readonly type: 'balanceSeen';
  readonly asset: string;
  readonly total: Decimal;
}

/** The clock's tick: ages orders, exits without protection, stale data. */
export interface TimerFired {
  readonly type: 'timerFired';
  /** Measured difference between our clock and the venue's. */
  readonly clockDriftMs: number;
}

export type OperatorAction =
  | { readonly kind: 'setTradingState'; readonly state: TradingState }
  | { readonly kind: 'closePosition'; readonly lane: number }
  | { readonly kind: 'closeAll' }
  | { readonly kind: 'cancelOrder'; readonly clientOrderId: string }
  | { readonly kind: 'settleSuspense'; readonly tradeId: string }
  /** Paid into the account, or with a negative amount taken out of it. */
  | { readonly kind: 'moveFunds'; readonly asset: string; readonly amount: Decimal }
  | { readonly kind: 'resetLossLimits' };

export interface OperatorActed {
  readonly type: 'operatorActed';
  readonly action: OperatorAction;
  readonly actor: string;
  readonly reason: string;
  /** The same key is applied at most once. */
  readonly key: string;
}

/** Storage stopped or resumed taking entries: without a durable journal there is no new risk. */
export interface StorageChanged {
  readonly type: 'storageChanged';
  readonly isWritable: boolean;
  readonly cause: string;
}

/** The process stood still, or crashed and was started again: prices, and what was decided on them, are from before. */
export interface InterruptionSeen {
  readonly type: 'interruptionSeen';
  readonly cause: string;
  /** Market time when it was noticed: a candle that closes later is fresh. */
  readonly freshAfterMs: number;
}

/** The instrument's rules or status changed at the venue. */
export interface InstrumentChanged {
  readonly type: 'instrumentChanged';
  readonly instrument: Instrument;
}

export interface SettingChange {
  readonly key: string;
  /** As it could be written; `null` where it was not set. */
  readonly from: string | null;
  readonly to: string | null;
}

/** An entry broke the engine each time it was told: it is not told any more, and stands here instead. */
export interface EntrySetAside {
  readonly type: 'entrySetAside';
  readonly entryType: string;
  /** As the journal would hold it. */
  readonly content: string;
  /** What the engine said. */
  readonly cause: string;
}

/** The durable name of a lane; its number is its place in the list. */
export interface LaneName {
  readonly symbol: string;
  readonly strategy: string;
}

/** The run goes on with other settings from here on; told before `runResumed`. */
export interface SettingsChanged {
  readonly type: 'settingsChanged';
  readonly changes: readonly SettingChange[];
  /** Every lane that the run has had, those that are not configured any more among them, and new ones behind. */
  readonly lanes: readonly LaneName[];
  /** Instruments that the run gets with them: their ids stand behind those that it has. */
  readonly instruments?: readonly Instrument[];
  readonly actor: string;
}

/** The whole state before this entry, as `encodeSaved` writes it: what a start begins from. It changes nothing. */
export interface CheckpointMade {
  readonly type: 'checkpointMade';
  readonly state: string;
}

export type EngineEvent =
  | RunStarted
  | RunResumed
  | CandleClosed
  | CandleBackfilled
  | IntervalClosed
  | QuoteSeen
  | OrderAccepted
  | OrderRejected
  | OutcomeUnknown
  | OrderAbsent
  | OrderFilled
  | OrderClosed
  | ExitArmed
  | ExitArmFailed
  | BalanceSeen
  | TimerFired
  | OperatorActed
  | StorageChanged
  | InterruptionSeen
  | InstrumentChanged
  | SettingsChanged
  | EntrySetAside
  | CheckpointMade;

/** One line of the journal. Sequence orders, time explains. */
export interface JournalEntry {
  readonly sequence: number;
  readonly timeMs: number;
  readonly event: EngineEvent;
}
