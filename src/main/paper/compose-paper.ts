/** Puts a paper run together: storage, recovery, market, engine, loop. Starting is recovering. */
import { systemClock } from '../../adapters/clock.ts';
import { type Database, openDatabase } from '../../adapters/storage/index.ts';
import { Engine, type EngineObserver } from '../../core/engine/index.ts';
import { type Notify, type Result, err, ok, toSignal } from '../../domain/index.ts';
import {
  type BotBus,
  RunLoop,
  type SimulatedRun,
  type Telemetry,
  TradingBot,
  combineObservers,
  createBotBus,
  createBusObserver,
  createEntryCursor,
  createProjector,
  createSimulatedRun,
  createTelemetryObserver,
  recoverEngine,
} from '../../runtime/index.ts';
import { type Settings, toEngineSettings } from '../settings/index.ts';
import { VERSION } from '../version.ts';
import { unavailableParts } from '../parts/availability.ts';
import { beginRun } from './begin-run.ts';
import { composeEngineSettings } from '../parts/core-settings.ts';
import { startingBalances } from '../parts/instruments.ts';
import { composeLanes } from '../parts/lanes.ts';
import { composePaperFeed } from './feed.ts';
import { createPaperMeters } from './meters.ts';
import { paperProbes } from './probes.ts';
import { attachPaperStorage } from './storage.ts';
import { createRowSampler } from './row-sampler.ts';
import { readRunRecord } from '../parts/run-record.ts';
import { planSegment } from './run-segment.ts';
import { tapFeed } from './tap-feed.ts';

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
  readonly close: () => void;
}

export interface PaperRequest {
  readonly settings: Settings;
  readonly onNotice: (notice: Notify) => void;
  /** Hears the whole run, what a start replays included. */
  readonly observer?: EngineObserver;
}

/** The error holds everything that is in the way, each line saying what to do. */
export async function composePaper(request: PaperRequest): Promise<Result<PaperRun, readonly string[]>> {
  const opened = openDatabase(request.settings.storage.databasePath);
  if (!opened.ok) return err([opened.error.message]);
  try {
    const composed = await composePaperOn(opened.value, request);
    if (!composed.ok) opened.value.close();
    return composed;
  } catch (error) {
    opened.value.close();
    throw error;
  }
}

/**
 * The same on a database that is open already; on an error it stays open and is the caller's to close.
 * @throws ReplayDivergence when the journal is not what this version and these settings would have written,
 * StorageFailure when it cannot be read or written.
 */
export async function composePaperOn(
  database: Database,
  { settings, onNotice, observer: listener }: PaperRequest,
): Promise<Result<PaperRun, readonly string[]>> {
  const missing = unavailableParts(settings);
  if (missing.length > 0) return err(missing);
  const storage = attachPaperStorage(database);
  if (!storage.ok) return err([storage.error]);
  const { meta, records, journal, projections, guard } = storage.value;
  const core = toEngineSettings(settings);
  const segment = await planSegment({ journal, record: readRunRecord(meta), settings });
  if (!segment.ok) return segment;
  const lanes = await composeLanes(settings);
  if (!lanes.ok) return lanes;
  const engineSettings = composeEngineSettings(settings, lanes.value);
  const { isFresh, firstSequence } = segment.value;

  const bus = createBotBus(settings.monitoring.deadLetterLimit);
  const meters = createPaperMeters(settings, bus);
  const { telemetry, measured } = meters;
  const quote = settings.mode.symbols[0]?.split('/')[1] ?? '';
  const cursor = createEntryCursor();
  let isLive = false;
  const observer = combineObservers([
    createProjector(projections, cursor),
    createTelemetryObserver(telemetry, () => quote),
    createBusObserver(bus, cursor, () => isLive),
    ...(listener ? [listener] : []),
  ]);
  const engine = new Engine(engineSettings, observer);
  const { applied: onApplied } = createRowSampler(projections, cursor, () => engine.view);
  const replayed = isFresh
    ? undefined
    : recoverEngine({ journal, fromSequence: firstSequence, engine, cursor, onApplied });
  isLive = true;

  const resumeMs = isFresh ? undefined : nextOpenMs(engine.view.markets);
  const market = await composePaperFeed({ settings, systemClock, originMs: segment.value.originMs, resumeMs });
  if (!market.ok) return market;
  const { feed, clock, instruments, isPaced, startMs } = market.value;
  const starting = segment.value.balances ?? startingBalances(instruments, core.initialCapital);
  const run = createSimulatedRun({
    settings: engineSettings,
    simulation: core.simulation,
    instruments,
    balances: isFresh ? starting : engine.view.ledger.balances(),
    engine,
    journal,
    cursor,
    onApplied,
    guardCommit: (commit) => guard.commit(commit),
    timing: {
      monotonicMs: () => systemClock.monotonicMs(),
      decided: (durationMs) => measured('decision', durationMs),
      handedOver: (durationMs) => measured('order', durationMs),
    },
    onNotice,
    // As the candle closed, before an order of its decision fills; a fast replay is looked at once per round.
    ...(isPaced ? { onInterval: () => bot.recordRound() } : {}),
  });
  guard.attach(run.session);
  const { tradingStateLimit } = core;
  beginRun({
    run,
    segment: segment.value,
    settings,
    records,
    instruments,
    balances: starting,
    startMs,
    tradingStateLimit,
  });

  const startEquity = toSignal(engine.view.run.balances[quote] ?? 0n);
  const loop: RunLoop = new RunLoop({
    feed: tapFeed(feed, (item) => bot.windows[item.instrument]?.push(item.candle), engine.view),
    driver: run.driver,
    session: run.session,
    clock,
    isTimerNeeded: () => engine.awaitsClock,
    ...(isPaced ? { timerIntervalMs: settings.exits.exitsIntervalMs * settings.simulation.speed } : {}),
    onRound: (items, durationMs) => {
      bus.publish('FlowFinished', { items, durationMs, sequence: run.session.sequence });
      measured('flow', durationMs);
      guard.tend();
      if (!isPaced) bot.recordRound();
    },
  });
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
    reader: storage.value.reader,
    audit: storage.value.audit,
    probes: paperProbes({ settings, database, loop, guard, bus, state: () => engine.view, isPaced, clock }),
    startedMs: systemClock.nowMs(),
    startEquity,
    timings: meters.timings,
    metrics: () => meters.print(run, database, startEquity, isPaced ? clock.nowMs() : run.session.timeMs),
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
      meters.stop();
      storage.value.close();
    },
  });
}

/** The first interval that some instrument has not been told; those that were further ignore what they know. */
function nextOpenMs(markets: readonly { readonly lastCloseTimeMs: number }[]): number | undefined {
  const times = markets.map((market) => market.lastCloseTimeMs).filter((time) => time > 0);
  return times.length > 0 ? Math.min(...times) : undefined;
}
