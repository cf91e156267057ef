/** What the engine knows, to read: everybody else sees its state through these and can change nothing of it. */
import type { RunStarted } from '../../domain/events/events.ts';
import type { LanePosition, Ledger } from '../../domain/index.ts';
import type { Instrument, InstrumentId } from '../../domain/market/instrument.ts';
import type { OrderRequest, OrderStatus } from '../../domain/orders/order.ts';
import type { TradingState } from '../../domain/trading-state.ts';
import type { CandleContext, PositionView } from '../strategies/api/index.ts';
import type { EngineSettings, LaneSpec } from './settings.ts';
import type { Goal } from './state/goal.ts';
import type { LaneOutcome } from './state/lane.ts';
import type { ProtectiveStatus, Trigger } from './state/protective-order.ts';
import type { SuspenseEntry } from './state/suspense.ts';
import type { ExitLevels, GuardStatus } from './state/position-guard.ts';

export interface EngineView {
  readonly settings: EngineSettings;
  readonly run: RunStarted;
  readonly quote: string;
  /** Time of the latest entry. */
  readonly nowMs: number;
  /** By instrument id. */
  readonly markets: readonly MarketView[];
  readonly lanes: readonly LaneView[];
  readonly ledger: LedgerView;
  readonly orders: OrdersView;
  readonly portfolio: PortfolioView;
  readonly control: ControlView;
  /** What the venue told and the books could not take. */
  readonly suspense: { readonly entries: readonly SuspenseEntry[] };
  /** @throws AssertionFailure when the run has no such instrument. */
  market(instrument: InstrumentId): MarketView;
}

export interface MarketView {
  readonly instrument: Instrument;
  readonly intervalMs: number;
  /** Latest close, `NaN` before the first. */
  readonly last: number;
  readonly lastOpenTimeMs: number;
  readonly lastCloseTimeMs: number;
  readonly bid: number;
  readonly ask: number;
  /** Whether a quote arrived since the last candle closed. */
  readonly hasNewerQuote: boolean;
  readonly hub: SeriesView;
}

interface SeriesView {
  /** Candles seen. */
  readonly count: number;
}

export interface LaneView {
  readonly id: number;
  readonly spec: LaneSpec;
  readonly name: string;
  readonly symbol: string;
  readonly instrument: InstrumentId;
  /** Of the candles it is told. */
  readonly intervalMs: number;
  readonly maxEntries: number;
  readonly isStopped: boolean;
  readonly stopReason: string;
  /** Names the decision on the latest candle. */
  readonly decisionId: string;
  /** Of the latest candle, `NaN` before the first. */
  readonly candleOpenTimeMs: number;
  readonly outcome: LaneOutcome;
  /** As strategies see it, `undefined` while flat. */
  readonly position: PositionView | undefined;
  readonly guard: GuardView;
  readonly holding: HoldingView;
  readonly orders: LaneOrdersView;
  readonly context: Pick<CandleContext, 'index' | 'resting' | 'lots'>;
  /** Each declared indicator with the series it runs on. */
  readonly uses: readonly { readonly indicator: { readonly warmUp: number }; readonly hub: SeriesView }[];
  isWarm(): boolean;
}

export interface GuardView extends ExitLevels {
  readonly status: GuardStatus;
  readonly sinceMs: number;
  readonly generation: number;
}

export interface HoldingView {
  /** The ledger's position as of the latest fill; kept once flat, until the next entry. */
  readonly exact: LanePosition | undefined;
  readonly highestClose: number;
}

export interface LaneOrdersView {
  readonly entry: OrderView | undefined;
  readonly exit: OrderView | undefined;
  readonly stop: ProtectiveOrderView | undefined;
  readonly target: ProtectiveOrderView | undefined;
  /** What the position shall become; absent when nothing is to be sold. */
  readonly goal: Goal | undefined;
}

export interface OrderView {
  readonly request: OrderRequest;
  readonly venue: string;
  readonly createdMs: number;
  readonly updatedMs: number;
  readonly status: OrderStatus;
  readonly isWorking: boolean;
  readonly filledQuantity: bigint;
  readonly fillCount: number;
  /** Quote, fees not included. */
  readonly filledNotional: bigint;
  /** Quote set aside for a buy and not spent yet. */
  readonly reserved: bigint;
  readonly venueOrderId: string | undefined;
  readonly lastReason: string;
  /** Close of its market's newest candle when it was sent, and when its first cancel was; `NaN` before the first candle. */
  readonly sentAfterMs: number;
  readonly isCancelRequested: boolean;
  readonly cancelSentAfterMs: number;
  /** The stop or target that it sells for. */
  readonly firedBy: string | undefined;
}

export interface ProtectiveOrderView {
  readonly clientOrderId: string;
  readonly lane: number;
  readonly instrument: InstrumentId;
  readonly role: 'stop' | 'target';
  readonly status: ProtectiveStatus;
  readonly trigger: Trigger;
  readonly firedOrderId: string | undefined;
  readonly createdMs: number;
  readonly updatedMs: number;
}

export interface OrdersView {
  readonly working: readonly OrderView[];
  /** Stops and targets that wait, and the latest that have ended. */
  readonly protective: Iterable<ProtectiveOrderView>;
  /** Orders whose outcome is unknown. */
  readonly unknown: number;
  find(clientOrderId: string): OrderView | undefined;
  hasUnknown(instrument: InstrumentId): boolean;
}

export interface PortfolioView {
  readonly cash: number;
  readonly equity: number;
  readonly peakEquity: number;
  /** First equity of the UTC day, with what was paid in since and without what was taken out. */
  readonly dayStartEquity: number;
  /** The same, scaled as deposits and withdrawals scaled equity: what shares are taken of. */
  readonly dayStartScaled: number;
  /** Quote paid in minus quote taken out since the run began. */
  readonly netFlow: number;
  readonly startEquity: number;
  readonly consecutiveLosses: number;
  readonly reservedQuote: bigint;
  /** Whether a candle was traded on; before that there is only history. */
  readonly hasBegun: boolean;
  /** Time-weighted return since the run began at that equity. */
  returnRatioAt(equity: number): number;
  /** Base held of the instrument. */
  baseOf(instrument: InstrumentId): number;
}

export interface ControlView {
  readonly tradingState: TradingState;
  readonly tradingStateReason: string;
  readonly entriesHeldUntilMs: number;
  readonly clockDriftMs: number;
  readonly isStorageWritable: boolean;
  /** Market time; entries wait for a candle that closes after it. */
  readonly freshAfterMs: number;
  /** Why the operator's action of this key was refused; `undefined` when it was carried out. */
  refusalOf(key: string): string | undefined;
}

/** The books without what books. */
export type LedgerView = Omit<Ledger, 'book' | 'adjust' | 'bookDust' | 'claimDust' | 'releaseDust'>;
