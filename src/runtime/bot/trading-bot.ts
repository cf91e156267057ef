import { randomUUID } from 'node:crypto';
import { Engine, type EngineSettings, type EngineView } from '../../core/engine/index.ts';
import { type Candle, type OperatorAction, formatDecimal } from '../../domain/index.ts';
import type { AuditDetail, AuditLog, Clock, Journal, ProjectionReader } from '../../ports/index.ts';
import type { Actor, Bot, BotHealth, BotStatus, LaneRisk, OperatorReceipt, RecentDecision } from './bot.ts';
import type { CandleWindow } from './candle-window.ts';
import { describeRisk, describeRun } from './describe-run.ts';
import { type HealthProbes, describeHealth } from './describe-health.ts';
import { type RecentDecisions, describeDecision } from './recent-decisions.ts';
import type { LatencySummary, Timings } from '../observe/latency-window.ts';
import { replayUntilCandle } from '../recovery/replay-until-candle.ts';
import type { RunLoop } from '../loop/run-loop.ts';
import type { Run } from '../writer/run.ts';

export interface TradingBotOptions {
  readonly version: string;
  readonly exchange: string;
  readonly timeframe: string;
  readonly run: Run;
  readonly loop: RunLoop;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Sequence of the latest run start in the journal. */
  readonly runSequence: number;
  readonly settings: EngineSettings;
  readonly reader: ProjectionReader;
  readonly audit: AuditLog;
  readonly probes: HealthProbes;
  readonly decisions: RecentDecisions;
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
    this.version = options.version;
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

  async explain(laneId: number, candleOpenTimeMs?: number): Promise<RecentDecision | undefined> {
    const lane = this.#view.lanes[laneId];
    if (!lane) return undefined;
    if (candleOpenTimeMs === undefined || candleOpenTimeMs === lane.candleOpenTimeMs) {
      return describeDecision(this.#options.run.engine, laneId);
    }
    const { journal, runSequence, settings } = this.#options;
    const createEngine = (): Engine => new Engine(settings);
    const engine = await replayUntilCandle({
      journal,
      createEngine,
      fromSequence: runSequence,
      laneId,
      candleOpenTimeMs,
    });
    return engine && describeDecision(engine, laneId);
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

  get #view(): EngineView {
    return this.#options.run.engine.view;
  }
}

/** Amounts as people write them. */
function detailOf(action: OperatorAction): AuditDetail {
  return action.kind === 'moveFunds' ? { ...action, amount: formatDecimal(action.amount) } : { ...action };
}
