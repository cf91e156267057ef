import { randomUUID } from 'node:crypto';
import type { EngineView } from '../../core/engine/index.ts';
import {
  type Candle,
  type OperatorAction,
  type Result,
  err,
  finiteOrNull,
  formatDecimal,
  ok,
} from '../../domain/index.ts';
import type { AuditDetail, AuditLog, Clock, ProjectionReader } from '../../ports/index.ts';
import type { Actor, Bot, BotHealth, BotStatus, LaneRisk, OperatorReceipt, RecentDecision } from './bot.ts';
import type { CandleWindow } from './candle-window.ts';
import { describeRisk, describeRun } from './describe-run.ts';
import { type HealthProbes, describeHealth } from './describe-health.ts';
import { type RecentDecisions, describeDecision } from './recent-decisions.ts';
import type { LatencySummary, Timings } from '../observe/latency-window.ts';
import type { CandleAsked } from '../recompute/explain-candle.ts';
import type { ExplainedCandle, ProgramVersion, RecomputeRefusal } from '../recompute/told.ts';
import type { RunLoop } from '../loop/run-loop.ts';
import type { Run } from '../writer/run.ts';

export interface TradingBotOptions {
  /** Of the program that runs. */
  readonly today: ProgramVersion & { readonly version: string };
  readonly exchange: string;
  readonly timeframe: string;
  readonly run: Run;
  readonly loop: RunLoop;
  readonly clock: Clock;
  readonly reader: ProjectionReader;
  readonly audit: AuditLog;
  readonly probes: HealthProbes;
  readonly decisions: RecentDecisions;
  /** What was recorded of a past candle beside what this version decides on it; elsewhere than on this thread. */
  readonly explainPast: (
    asked: CandleAsked,
    signal: AbortSignal | undefined,
  ) => Promise<Result<ExplainedCandle, RecomputeRefusal>>;
  /** By instrument. */
  readonly windows: readonly CandleWindow[];
  /** When the process began, by the machine's clock. */
  readonly startedMs: number;
  readonly startEquity: number;
  readonly timings: Timings;
  readonly metrics: () => Promise<string>;
}

/** A running bot behind the interface that its faces know. */
export class TradingBot implements Bot {
  readonly version: string;
  readonly reader: ProjectionReader;
  readonly #options: TradingBotOptions;

  constructor(options: TradingBotOptions) {
    this.#options = options;
    this.version = options.today.version;
    this.reader = options.reader;
  }

  status(): BotStatus {
    const { exchange, timeframe, loop, run, startedMs, startEquity } = this.#options;
    return {
      ...describeRun(this.#view),
      exchange,
      timeframe,
      isRunning: loop.isRunning,
      startedMs,
      marketTimeMs: run.writer.timeMs,
      startEquity,
      sequence: run.writer.sequence,
    };
  }

  health(): BotHealth {
    return describeHealth(this.#view, this.version, this.#options.probes);
  }

  isReady(): boolean {
    return this.#options.loop.isRunning && this.#view.orders.unknown === 0;
  }

  latencies(): Readonly<Record<'decision' | 'order' | 'flow', LatencySummary>> {
    const { decision, order, flow } = this.#options.timings;
    return { decision: decision.summary(), order: order.summary(), flow: flow.summary() };
  }

  recentDecisions(limit: number): readonly RecentDecision[] {
    return this.#options.decisions.latest(limit);
  }

  latestDecision(laneId: number): RecentDecision | undefined {
    return describeDecision(this.#options.run.engine, laneId);
  }

  async explain(
    lane: number,
    candleOpenTimeMs: number | undefined,
    signal?: AbortSignal,
  ): Promise<Result<ExplainedCandle, RecomputeRefusal>> {
    if (candleOpenTimeMs !== undefined) return await this.#options.explainPast({ lane, candleOpenTimeMs }, signal);
    const latest = this.latestDecision(lane);
    if (!latest || Number.isNaN(latest.candleOpenTimeMs)) {
      return err({ code: 'unknownCandle', message: `lane ${lane} was told no candle in this run` });
    }
    return ok(this.#justDecided(latest));
  }

  risk(): readonly LaneRisk[] {
    return describeRisk(this.#options.run.engine);
  }

  candles(symbol: string, limit: number): readonly Candle[] {
    const market = this.#view.markets.find((candidate) => candidate.instrument.symbol === symbol);
    return market ? (this.#options.windows[market.instrument.id]?.latest(limit) ?? []) : [];
  }

  async operate(action: OperatorAction, actor: Actor): Promise<OperatorReceipt> {
    const { run, clock, audit } = this.#options;
    const { name, reason, key = randomUUID() } = actor;
    const nowMs = Math.max(clock.nowMs(), run.writer.timeMs);
    // On record before it acts. It acts before either is durable, so that stopping never waits for a disk; the receipt
    // is given for both.
    const recorded = audit.append(name, action.kind, { ...detailOf(action), reason, key }, nowMs);
    const acted = run.writer.submit({ type: 'operatorActed', action, actor: name, reason, key });
    const [{ sequence }] = await Promise.all([acted, recorded]);
    const { control } = this.#view;
    const refusal = control.refusalOf(key);
    return { sequence, tradingState: control.tradingState, ...(refusal === undefined ? {} : { refusal }) };
  }

  metrics(): Promise<string> {
    return this.#options.metrics();
  }

  #justDecided({ decision, ...candle }: RecentDecision): ExplainedCandle {
    const { action, reason } = decision;
    return {
      ...candle,
      price: finiteOrNull(candle.price),
      sequence: null,
      recorded: { by: this.#options.today, action, reason, decision, step: null },
      recomputed: null,
      whyNot: 'the version that runs has just decided it',
      differences: [],
      later: [],
      notes: [],
    };
  }

  get #view(): EngineView {
    return this.#options.run.engine.view;
  }
}

/** Amounts as people write them. */
function detailOf(action: OperatorAction): AuditDetail {
  return action.kind === 'moveFunds' ? { ...action, amount: formatDecimal(action.amount) } : { ...action };
}
