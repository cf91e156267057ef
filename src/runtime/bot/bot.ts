/** The running bot as its faces see it: the page, the API, the command line and chats read and steer only through this. */
import type { AccountFigures } from '../../core/performance/index.ts';
import type { RiskStanding } from '../../core/risk/index.ts';
import type {
  Candle,
  Decision,
  OperatorAction,
  PositionFigures,
  Result,
  Side,
  TradingState,
} from '../../domain/index.ts';
import type { ProjectionReader } from '../../ports/index.ts';
import type { LatencySummary } from '../observe/latency-window.ts';
import type { ExplainedCandle, RecomputeRefusal } from '../recompute/told.ts';

export interface ComponentHealth {
  readonly ok: boolean;
  readonly latencyMs?: number;
  /** In words: what is wrong, or what was looked at. */
  readonly detail: string;
}

export type HealthComponent = 'db' | 'broker' | 'bus' | 'time_sync' | 'data' | 'exits' | 'reconcile';

export interface BotHealth {
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  readonly components: Readonly<Record<HealthComponent, ComponentHealth>>;
  /** `none` while everything is allowed. */
  readonly degradationLevel: string;
  readonly version: string;
  readonly mode: string;
}

export interface PositionStatus extends PositionFigures {
  readonly lane: number;
  readonly symbol: string;
  readonly strategy: string;
  readonly quantity: string;
  readonly entryPrice: number;
  readonly lastPrice: number;
  readonly stopPrice: number | null;
  readonly targetPrice: number | null;
  readonly guard: 'flat' | 'protected' | 'unguarded' | 'beingReplaced' | 'naked';
  readonly openedMs: number;
}

/** A trade, or the part of it, that the books could not take; amounts are exact decimals as text. */
export interface SuspenseStatus {
  readonly tradeId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: Side;
  readonly price: string;
  /** Base that the books could not take; 0 where only the fee is set aside. */
  readonly quantity: string;
  readonly fee: string;
  readonly feeAsset: string;
  readonly why: string;
}

export interface LaneStatus {
  readonly lane: number;
  readonly symbol: string;
  readonly strategy: string;
  readonly isWarm: boolean;
  /** Candles seen and needed by the indicator that is furthest behind; absent once warm. */
  readonly warmUp?: { readonly seen: number; readonly needed: number };
  readonly isStopped: boolean;
  readonly stopReason: string;
  readonly lastPrice: number | null;
  readonly lastCandleMs: number | null;
}

export interface BotStatus extends AccountFigures {
  readonly runId: string;
  readonly mode: string;
  readonly exchange: string;
  readonly timeframe: string;
  readonly quote: string;
  readonly tradingState: TradingState;
  readonly tradingStateReason: string;
  /** Whether the loop runs; a finished replay does not. */
  readonly isRunning: boolean;
  readonly startedMs: number;
  /** Time of the market that is traded: simulated in an accelerated or replayed one. */
  readonly marketTimeMs: number;
  readonly startEquity: number;
  readonly positions: readonly PositionStatus[];
  readonly lanes: readonly LaneStatus[];
  /** To be settled by a person: `cab settle`. */
  readonly suspense: readonly SuspenseStatus[];
  /** Journal entries so far. */
  readonly sequence: number;
  readonly workingOrders: number;
  readonly unknownOrders: number;
}

/** A decision of a recent candle, hold or not. */
export interface RecentDecision {
  readonly lane: number;
  readonly symbol: string;
  readonly strategy: string;
  readonly candleOpenTimeMs: number;
  readonly price: number;
  readonly decision: Decision;
}

export interface LaneRisk {
  readonly lane: number;
  readonly symbol: string;
  readonly strategy: string;
  /** Every rule with its limit and present value, as an entry of the configured size would meet it. */
  readonly rules: readonly RiskStanding[];
}

export interface Actor {
  /** E.g. `api`, `cli`, `telegram:1234`. */
  readonly name: string;
  readonly reason: string;
  /** The same key is applied once; made up when absent. */
  readonly key?: string;
}

export interface OperatorReceipt {
  /** Journal sequence of the action, once it is durable. */
  readonly sequence: number;
  readonly tradingState: TradingState;
  /** Why the action could not be carried out; absent when it was. */
  readonly refusal?: string;
}

export interface Bot {
  readonly version: string;
  /** What has been committed, over its own connection. */
  readonly reader: ProjectionReader;
  status(): BotStatus;
  health(): BotHealth;
  /** Recovered, reconciled and fed. */
  isReady(): boolean;
  latencies(): Readonly<Record<'decision' | 'order' | 'flow', LatencySummary>>;
  /** Newest first, holds included; the latest few hundred. */
  recentDecisions(limit: number): readonly RecentDecision[];
  /** The decision of a lane on its latest candle; `undefined` when there is no such lane. */
  latestDecision(lane: number): RecentDecision | undefined;
  /**
   * What was recorded of a lane's candle beside what this version decides on it, elsewhere than on the thread that trades;
   * the latest candle, where none is named, has just been decided. Ended when `signal` says that nobody waits any more.
   */
  explain(
    lane: number,
    candleOpenTimeMs: number | undefined,
    signal?: AbortSignal,
  ): Promise<Result<ExplainedCandle, RecomputeRefusal>>;
  risk(): readonly LaneRisk[];
  /** The latest closed candles, oldest first. */
  candles(symbol: string, limit: number): readonly Candle[];
  /** Journals the action, applies it and resolves when it is durable. */
  operate(action: OperatorAction, actor: Actor): Promise<OperatorReceipt>;
  /** Prometheus text. */
  metrics(): Promise<string>;
}
