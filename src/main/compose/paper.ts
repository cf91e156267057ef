/** Puts a paper run together: storage, recovery, market, engine, loop. Starting is recovering. */
import { systemClock } from '../../adapters/clock.ts';
import {
  type Database,
  MetaTable,
  SqliteAuditLog,
  SqliteJournal,
  SqliteProjectionWriter,
  createBallast,
  openDatabase,
  openProjectionReader,
} from '../../adapters/storage/index.ts';
import { Engine, type EngineObserver } from '../../core/engine/index.ts';
import {
  type Decimal,
  type Notify,
  type Result,
  type TradingState,
  err,
  ok,
  stricter,
  toSignal,
} from '../../domain/index.ts';
import {
  type BotBus,
  LatencyWindow,
  RunLoop,
  type SimulatedRun,
  type Timings,
  StorageGuard,
  Telemetry,
  TradingBot,
  combineObservers,
  createBotBus,
  createBusObserver,
  createBusSampler,
  createEntryCursor,
  createProjector,
  createSimulatedRun,
  createTelemetryObserver,
  recoverEngine,
  restoreVenue,
  runStarted,
} from '../../runtime/index.ts';
import { type Settings, toEngineSettings } from '../config/index.ts';
import { COMMIT, VERSION } from '../version.ts';
import { unavailableParts } from './availability.ts';
import { composeEngineSettings } from './core-settings.ts';
import { simulatedIdentity } from './identity.ts';
import { startingBalances } from './instruments.ts';
import { composeLanes } from './lanes.ts';
import { composePaperFeed } from './paper-feed.ts';
import { paperProbes } from './paper-probes.ts';
import { createRowSampler } from './row-sampler.ts';
import { type RunRecord, describeTradingSettings, readRunRecord, writeRunRecord } from './run-record.ts';
import { planSegment } from './run-segment.ts';
import { tapFeed } from './tap-feed.ts';
import { createSelfWatch } from './self-watch.ts';

export interface PaperRun {
  readonly bot: TradingBot;
  readonly loop: RunLoop;
  readonly run: SimulatedRun;
  readonly telemetry: Telemetry;
  /** What happened, for whoever tells people. */
  readonly bus: BotBus;
  readonly database: Database;
  /** Entries replayed at the start; 0 for a fresh run. */
  readonly recoveredEntries: number;
  /** Lets go of everything, in order; commits first. */
  close(): void;
}

export interface PaperRequest {
  readonly settings: Settings;
  readonly onNotice: (notice: Notify) => void;
  /** Hears the whole run, what a start replays included. */
  readonly observer?: EngineObserver;
}

/** The error holds everything that is in the way, each line saying what to do. */
export async function composePaper(request: PaperRequest): Promise<Result<PaperRun, readonly string[]>> {
  const { settings } = request;
  const missing = unavailableParts(settings);
  if (missing.length > 0) return err(missing);
  const opened = openDatabase(settings.storage.databasePath);
  if (!opened.ok) return err([opened.error.message]);
  const database = opened.value;
  try {
    const composed = await composePaperOn(database, request);
    if (!composed.ok) database.close();
    return composed;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** On a database that the caller opened, and closes when this fails. */
export async function composePaperOn(
  database: Database,
  request: PaperRequest,
): Promise<Result<PaperRun, readonly string[]>> {
  const { settings, onNotice } = request;
  const core = toEngineSettings(settings);
  const meta = new MetaTable(database);
  const journal = new SqliteJournal(database);
  const projections = new SqliteProjectionWriter(database);
  const record = readRunRecord(meta);
  const segment = await planSegment({ journal, record, settings });
  if (!segment.ok) return segment;
  const lanes = await composeLanes(settings);
  if (!lanes.ok) return lanes;
  const engineSettings = composeEngineSettings(settings, lanes.value);

  const quote = settings.mode.symbols[0]?.split('/')[1] ?? '';
  const telemetry = new Telemetry();
  const timings = createTimings(settings);
  const cursor = createEntryCursor();
  const measured = (what: 'decision' | 'order' | 'flow', durationMs: number): void => {
    timings[what].push(durationMs);
    telemetry.observe(LATENCY_METRICS[what], {}, durationMs / 1000);
    if (timings[what].isOver(durationMs)) telemetry.count('performance_budget_exceeded_total', { component: what });
  };
  const bus = createBotBus(settings.monitoring.deadLetterLimit);
  let isLive = false;
  const observer = combineObservers([
    createProjector(projections, cursor),
    createTelemetryObserver(telemetry, () => quote),
    createBusObserver(bus, cursor, () => isLive),
    ...(request.observer ? [request.observer] : []),
  ]);
  const engine = new Engine(engineSettings, observer);
  const sampler = createRowSampler(projections, cursor, () => engine.state);
  const { isFresh, firstSequence } = segment.value;
  const replayed = isFresh
    ? undefined
    : recoverEngine({ journal, fromSequence: firstSequence, engine, cursor, onApplied: sampler.applied });
  const resumeMs = isFresh ? undefined : nextOpenMs(engine.state.markets);
  isLive = true;
  const market = await composePaperFeed({ settings, systemClock, originMs: segment.value.originMs, resumeMs });
  if (!market.ok) return market;
  const { feed, clock, instruments, isPaced, startMs } = market.value;

  const guard = new StorageGuard(createBallast(`${settings.storage.databasePath}.ballast`));
  const starting: Readonly<Record<string, Decimal>> =
    segment.value.balances ?? startingBalances(instruments, core.initialCapital);
  const run = createSimulatedRun({
    settings: engineSettings,
    simulation: core.simulation,
    instruments,
    balances: isFresh ? starting : engine.state.ledger.balances(),
    engine,
    journal,
    cursor,
    onApplied: sampler.applied,
    guardCommit: (commit) => guard.commit(commit),
    timing: {
      monotonicMs: () => systemClock.monotonicMs(),
      decided: (durationMs) => measured('decision', durationMs),
      handedOver: (durationMs) => measured('order', durationMs),
    },
    onNotice,
  });
  guard.attach(run.session);
  if (isFresh) {
    const identity = simulatedIdentity(settings, 'paper', firstSequence);
    const fresh: RunRecord = {
      firstSequence,
      configHash: identity.configHash,
      settings: describeTradingSettings(settings),
      originMs: startMs,
    };
    writeRunRecord(meta, fresh);
    run.session.handle(runStarted(identity, instruments, starting), startMs);
    segment.value.carryOver?.(run.session);
  } else {
    restoreVenue(run.venue, engine);
    run.session.handle({ type: 'runResumed', commit: COMMIT, reason: 'process started' }, engine.state.nowMs);
    run.session.drain(engine.state.nowMs);
  }
  limitTradingState(run, core.tradingStateLimit);
  run.session.commit();

  const startEquity = toSignal(starting[quote] ?? 0n);
  const reader = openProjectionReader(settings.storage.databasePath);
  if (!reader.ok) return err([reader.error.message]);
  const loop: RunLoop = new RunLoop({
    feed: tapFeed(feed, (item) => bot.windows[item.instrument]?.push(item.candle), engine.state),
    driver: run.driver,
    session: run.session,
    clock,
    ...(isPaced ? { timerIntervalMs: settings.exits.exitsIntervalMs * settings.simulation.speed } : {}),
    onRound: (items, durationMs) => {
      bus.publish('FlowFinished', { items, durationMs, sequence: run.session.sequence });
      measured('flow', durationMs);
      guard.tend();
      bot.recordRound();
    },
  });
  const watch = createSelfWatch(telemetry);
  const sampleBus = createBusSampler(bus, telemetry);
  const bot: TradingBot = new TradingBot({
    version: VERSION,
    exchange: settings.mode.exchange,
    timeframe: settings.mode.timeframe,
    run,
    loop,
    clock,
    journal,
    runSequence: firstSequence,
    settings: engineSettings,
    reader: reader.value,
    audit: new SqliteAuditLog(database),
    probes: paperProbes({ settings, database, loop, guard, state: () => run.engine.state, isPaced, clock }),
    startedMs: systemClock.nowMs(),
    startEquity,
    timings,
    metrics: () => {
      sampleBus();
      watch.sample(run, database, startEquity, isPaced ? clock.nowMs() : run.session.timeMs);
      return telemetry.print();
    },
  });
  return ok({
    bot,
    loop,
    run,
    telemetry,
    bus,
    database,
    recoveredEntries: replayed?.entries ?? 0,
    close: () => {
      watch.stop();
      reader.value.close();
      database.close();
    },
  });
}

/** DEGRADATION_LEVEL only ever tightens what an operator or a rule left. */
function limitTradingState({ engine, session }: SimulatedRun, limit: TradingState): void {
  const state = stricter(engine.state.tradingState, limit);
  if (state === engine.state.tradingState) return;
  const action = { kind: 'setTradingState', state } as const;
  const key = `degradation-${session.sequence}`;
  session.handle(
    { type: 'operatorActed', action, actor: 'settings', reason: 'DEGRADATION_LEVEL', key },
    session.timeMs,
  );
  session.drain(session.timeMs);
}

const LATENCY_METRICS = {
  decision: 'latency_decision_seconds',
  order: 'latency_order_execution_seconds',
  flow: 'latency_flow_seconds',
} as const;

function createTimings({ budgets }: Settings): Timings {
  return {
    decision: new LatencyWindow(budgets.decisionMs ?? 0),
    order: new LatencyWindow(budgets.orderMs ?? 0),
    flow: new LatencyWindow(budgets.flowMs ?? 0),
  };
}

/** The first interval that some instrument has not been told; those that were further ignore what they know. */
function nextOpenMs(markets: readonly { readonly lastCloseTimeMs: number }[]): number | undefined {
  const times = markets.map((market) => market.lastCloseTimeMs).filter((time) => time > 0);
  return times.length > 0 ? Math.min(...times) : undefined;
}
