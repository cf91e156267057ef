import { randomUUID } from 'node:crypto';
import { Engine, type EngineSettings, type EngineView } from '../../core/engine/index.ts';
import type { Candle, OperatorAction } from '../../domain/index.ts';
import { type AuditLog, type Clock, type Journal, type ProjectionReader, StorageFailure } from '../../ports/index.ts';
import type { Actor, Bot, BotHealth, BotStatus, LaneRisk, OperatorReceipt, RecentDecision } from './bot.ts';
import { CandleWindow } from './candle-window.ts';
import { describeRisk, describeRun } from './describe-run.ts';
import { type HealthProbes, describeHealth } from './describe-health.ts';
import type { LatencySummary, Timings } from '../observe/latency-window.ts';
import { replayUntilCandle } from '../recovery/replay-until-candle.ts';
import type { RunLoop } from '../loop/run-loop.ts';
import type { SimulatedRun } from '../simulated/simulated-run.ts';

const KEPT_DECISIONS = 500;

export interface TradingBotOptions {
  readonly version: string;
  readonly exchange: string;
  readonly timeframe: string;
  readonly run: SimulatedRun;
  readonly loop: RunLoop;
  readonly clock: Clock;
  readonly journal: Journal;
  /** Sequence of the latest run start in the journal. */
  readonly runSequence: number;
  readonly settings: EngineSettings;
  readonly reader: ProjectionReader;
  readonly audit: AuditLog;
  readonly probes: HealthProbes;
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
  readonly windows: CandleWindow[];
  readonly #options: TradingBotOptions;
  readonly #startedMs: number;
  readonly #recent: RecentDecision[] = [];
  readonly #recorded = new Map<number, number>();

  constructor(options: TradingBotOptions) {
    const { run } = options;
    this.#options = options;
    this.version = options.version;
    this.reader = options.reader;
    this.#startedMs = options.startedMs;
    this.windows = run.engine.view.markets.map(() => new CandleWindow());
  }

  status(): BotStatus {
    const { exchange, timeframe, loop, run, startEquity } = this.#options;
    return {
      ...describeRun(this.#view),
      exchange,
      timeframe,
      isRunning: loop.isRunning,
      startedMs: this.#startedMs,
      marketTimeMs: run.session.timeMs,
      startEquity,
      sequence: run.session.sequence,
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
    return this.#recent.slice(-limit).toReversed();
  }

  async explain(laneId: number, candleOpenTimeMs?: number): Promise<RecentDecision | undefined> {
    const lane = this.#view.lanes[laneId];
    if (!lane) return undefined;
    if (candleOpenTimeMs === undefined || candleOpenTimeMs === lane.candleOpenTimeMs) {
      return describe(this.#options.run.engine, laneId);
    }
    const { journal, runSequence, settings } = this.#options;
    const engine = new Engine(settings);
    const found = await replayUntilCandle({ journal, engine, fromSequence: runSequence, laneId, candleOpenTimeMs });
    return found ? describe(engine, laneId) : undefined;
  }

  risk(): readonly LaneRisk[] {
    return describeRisk(this.#options.run.engine);
  }

  candles(symbol: string, limit: number): readonly Candle[] {
    const market = this.#view.markets.find((candidate) => candidate.instrument.symbol === symbol);
    return market ? (this.windows[market.instrument.id]?.latest(limit) ?? []) : [];
  }

  async operate(action: OperatorAction, actor: Actor): Promise<OperatorReceipt> {
    const { run, clock, audit, loop } = this.#options;
    const key = actor.key ?? randomUUID();
    const nowMs = Math.max(clock.nowMs(), run.session.timeMs);
    // On record before it acts: an action whose record failed has not happened.
    try {
      audit.append(actor.name, action.kind, { ...action, reason: actor.reason, key }, nowMs);
    } catch (failure) {
      if (!(failure instanceof StorageFailure)) throw failure;
      // The row waits for the next commit; the session's gives the reserve back when the disk is full. Stopping must work.
      run.session.commit();
    }
    run.session.report({ type: 'operatorActed', action, actor: actor.name, reason: actor.reason, key });
    run.session.drain(nowMs);
    run.session.commit();
    loop.nudge();
    return { sequence: run.session.sequence, tradingState: this.#view.control.tradingState };
  }

  metrics(): Promise<string> {
    return this.#options.metrics();
  }

  /** Called after each round of the loop: keeps what people may ask about. Full explanations, so not on every candle of a fast replay. */
  recordRound(): void {
    for (const { id, candleOpenTimeMs } of this.#view.lanes) {
      if (Number.isNaN(candleOpenTimeMs) || this.#recorded.get(id) === candleOpenTimeMs) continue;
      this.#recorded.set(id, candleOpenTimeMs);
      const decision = describe(this.#options.run.engine, id);
      if (decision) this.#recent.push(decision);
    }
    if (this.#recent.length > KEPT_DECISIONS * 2) this.#recent.splice(0, this.#recent.length - KEPT_DECISIONS);
  }

  get #view(): EngineView {
    return this.#options.run.engine.view;
  }
}

function describe(engine: Engine, laneId: number): RecentDecision | undefined {
  const lane = engine.view.lanes[laneId];
  const decision = engine.explain(laneId);
  if (!lane || !decision) return undefined;
  const { id, symbol, name: strategy, instrument, candleOpenTimeMs } = lane;
  return { lane: id, symbol, strategy, candleOpenTimeMs, price: engine.view.market(instrument).last, decision };
}
