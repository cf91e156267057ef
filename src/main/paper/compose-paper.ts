/** Puts a paper run together: storage, recovery, market, engine, loop. Starting is recovering. */
import { systemClock } from '../../adapters/clock.ts';
import { type Database, examineDatabase, headsOf, openDatabase } from '../../adapters/storage/index.ts';
import { Engine, type EngineObserver } from '../../core/engine/index.ts';
import { type Notify, type Result, err, ok, toSignal } from '../../domain/index.ts';
import {
  type BotBus,
  CandleWindow,
  Checkpointer,
  Inbox,
  RecentDecisions,
  type ReadTables,
  type RunLoop,
  type SimulatedRun,
  type Telemetry,
  TradingBot,
  createBotBus,
  createSimulatedRun,
  readAdoptedTables,
} from '../../runtime/index.ts';
import { type Settings, toCoreSettings } from '../settings/index.ts';
import { createRecomputing } from '../recompute/recomputing.ts';
import { TODAY } from '../version.ts';
import { unavailableParts } from '../parts/availability.ts';
import { ArchiveKeeper, keptOf, pauseByTimer } from './archive-keeper.ts';
import { ArchiveNotices } from './archive-notices.ts';
import { defaultLimits } from '../parts/default-limits.ts';
import { composeEngineSettings } from '../parts/engine-settings.ts';
import { quoteOf, startingBalances } from '../parts/instruments.ts';
import { nameOf, orderLanes } from '../parts/lanes/lane-order.ts';
import { composeLanes } from '../parts/lanes/lanes.ts';
import { openQuarantine } from './broken-entry.ts';
import { composePaperFeed } from './feed.ts';
import { IntegrityWatch, laterByTimer } from './integrity-watch.ts';
import { createPaperMeters } from './meters.ts';
import { createPaperLoop } from './paper-loop.ts';
import { paperProbes } from './probes.ts';
import { recoverPaper } from './recover-paper.ts';
import { attachPaperStorage } from './storage.ts';
import { readRunRecord } from '../parts/run/run-record.ts';
import { beginRun, instrumentsOf, planSegment, resumptionOf, symbolsFrom, symbolsOf } from './segment/index.ts';

export interface PaperRun {
  /** In force: those that were given, with what the run keeps. */
  readonly settings: Settings;
  readonly bot: TradingBot;
  readonly loop: RunLoop;
  readonly run: SimulatedRun;
  readonly telemetry: Telemetry;
  /** What happened, for whoever tells people. */
  readonly bus: BotBus;
  readonly database: Database;
  readonly archive: ArchiveKeeper;
  /** Entries of the run before this start; 0 for a fresh run. */
  readonly recoveredEntries: number;
  /**
   * Tells what this version would have decided otherwise over the last candles, where the run was begun by an earlier
   * process: on a thread of its own, whenever that is done.
   */
  readonly compareWithRecord: () => Promise<void>;
  /** Resolves when nothing is recomputed any more, nor will be. */
  readonly endRecomputing: () => Promise<void>;
  /** Writes the state down, so that the next start has little to read. */
  readonly makeCheckpoint: () => void;
  /** Lets go of everything, in order; commits first. */
  readonly close: () => void;
}

export interface PaperRequest {
  readonly settings: Settings;
  readonly onNotice: (notice: Notify) => void;
  /** Hears the whole run, what a start replays included. */
  readonly observer?: EngineObserver;
  /** Asked now and then while a start recovers; `RecoveryStopped` is thrown then. */
  readonly isStopping?: () => boolean;
  /** Said of a process that was started again after a crash. */
  readonly restarted?: string;
}

/** A start that read more than this leaves a checkpoint, so that the next one does not read it again. */
const MOST_READ_TWICE = 10_000;

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
 * @throws ReplayDivergence when this version decides otherwise on entries that the tables do not have yet, UnreadableSave
 * when its state or its tables cannot be read by this version,
 * StorageFailure when it cannot be read or written,
 * RecoveryStopped when it was asked to stop.
 */
export async function composePaperOn(
  database: Database,
  { settings: given, onNotice, observer: listener, isStopping, restarted }: PaperRequest,
): Promise<Result<PaperRun, readonly string[]>> {
  const missing = unavailableParts(given);
  if (missing.length > 0) return err(missing);
  const inbox = new Inbox();
  const storage = attachPaperStorage(database, inbox.push);
  if (!storage.ok) return err([storage.error]);
  const { meta, records, journal, guard } = storage.value;

  const tables: ReadTables = (run) => readAdoptedTables(storage.value.reader, run, readRunRecord(meta)?.originMs ?? 0);
  const segment = await planSegment({ journal, record: readRunRecord(meta), settings: given, tables });
  if (!segment.ok) return segment;
  const { settings } = segment.value;
  const core = toCoreSettings(settings);
  const { isFresh, originMs, firstSequence } = segment.value;
  const configured = await composeLanes(settings);
  if (!configured.ok) return configured;
  const lanes = orderLanes(segment.value.lanes ?? [], configured.value);
  const engineSettings = composeEngineSettings(settings, lanes);
  const quote = quoteOf(settings.mode.symbols);

  const bus = createBotBus(settings.monitoring.deadLetterLimit);
  const meters = createPaperMeters(settings, bus);
  const { telemetry } = meters;
  const recovered = await recoverPaper({
    storage: storage.value,
    segment: segment.value,
    tables,
    engineSettings,
    telemetry,
    bus,
    quote,
    listener,
    isStopping,
    defaultLimitHints: defaultLimits(settings),
    onNotice,
  });
  const { engine, cursor, onApplied, taken } = recovered;
  if (!isFresh && !engine.view.control.isStorageWritable) guard.takeOver();

  const resumed = isFresh ? undefined : engine.view;
  const symbols = resumed ? symbolsOf(resumed, settings.mode.symbols) : symbolsFrom(settings.mode.symbols);
  const { files } = segment.value;
  const resumption = resumed && resumptionOf(resumed, symbols);
  const market = await composePaperFeed({ settings, symbols, files, systemClock, originMs, resumption });
  if (!market.ok) return market;
  const { clock, isPaced, startMs } = market.value;
  const known = resumed?.markets.map(({ instrument }) => instrument) ?? [];
  const { all: instruments, added } = instrumentsOf(known, market.value.instruments);
  const starting = segment.value.balances ?? startingBalances(instruments, core.initialCapital);

  const archives = new ArchiveNotices(onNotice);
  archives.look(database);
  const integrity = new IntegrityWatch({
    examine: () => examineDatabase(database.path, headsOf(database.path), { includesPages: false, archives: 'bytes' }),
    // Exits go on; what a later start makes of the database is for a person to decide.
    onDamage: (cause) => guard.condemn(cause),
    onArchives: archives.tell,
    later: laterByTimer,
  });
  const decisions = new RecentDecisions(engine);
  const windows = instruments.map(() => new CandleWindow());
  const run = createSimulatedRun({
    settings: engineSettings,
    simulation: core.simulation,
    instruments,
    balances: isFresh ? starting : engine.view.ledger.balances(),
    engine,
    journal,
    inbox,
    cursor,
    onApplied,
    keepsFacts: true,
    quarantine: openQuarantine(database),
    guardFlush: (flush) => guard.flush(flush),
    timing: meters.timing,
    onNotice,
    // As the candle closed, before an order of its decision fills; a fast replay is looked at once per round.
    ...(isPaced ? { onInterval: () => decisions.record() } : {}),
  });
  const beforeSequence = journal.head + 1;
  await beginRun({
    run,
    segment: segment.value,
    settings,
    lanes: lanes.map(nameOf),
    records,
    instruments,
    added,
    taken,
    balances: starting,
    startMs,
    archivedSequence: journal.archived,
    tradingStateLimit: core.tradingStateLimit,
    restarted,
  });
  if (taken?.isFromTables) onNotice(RUN_ADOPTED);
  // Where the run begins is no entry, which the emergency file would keep: without it the next start would begin another.
  if (isFresh) database.commit();

  const checkpointer = new Checkpointer({
    engine,
    writer: run.writer,
    createEngine: () => new Engine(engineSettings),
    monotonicMs: () => systemClock.monotonicMs(),
    onFailed: (cause) => onNotice(checkpointFailed(cause)),
  });
  if (recovered.readEntries > MOST_READ_TWICE) checkpointer.make();
  const archive = new ArchiveKeeper({
    database,
    audit: storage.value.audit,
    kept: () => keptOf(settings, { engine, journal, firstSequence, checkpointer, begunWith: recovered.checkpoint }),
    sequence: () => run.writer.sequence,
    isStorageWritable: () => engine.view.control.isStorageWritable,
    nowMs: () => systemClock.nowMs(),
    monotonicMs: () => systemClock.monotonicMs(),
    onNotice,
    pause: pauseByTimer,
  });
  const startEquity = toSignal(engine.view.run.balances[quote] ?? 0n);
  const loop = createPaperLoop({
    run,
    market: market.value,
    settings,
    guard,
    bus,
    meters,
    decisions,
    windows,
    checkpointer,
    archive,
  });
  const recomputing = createRecomputing({ databasePath: database.path, settings, tell: recovered.tell });
  const bot = new TradingBot({
    today: TODAY,
    exchange: settings.mode.exchange,
    timeframe: settings.mode.timeframe,
    run,
    loop,
    clock,
    reader: storage.value.reader,
    audit: storage.value.audit,
    probes: paperProbes({ settings, database, integrity, loop, guard, bus, view: () => engine.view, isPaced, clock }),
    decisions,
    explainPast: recomputing.explainPast,
    windows,
    startedMs: systemClock.nowMs(),
    startEquity,
    timings: meters.timings,
    metrics: () => meters.print(run, database, isPaced ? clock.nowMs() : run.writer.timeMs),
  });
  return ok({
    settings,
    bot,
    loop,
    run,
    telemetry,
    bus,
    database,
    archive,
    recoveredEntries: recovered.entries,
    compareWithRecord: async () => {
      if (!isFresh) await recomputing.compare(beforeSequence);
    },
    endRecomputing: recomputing.end,
    makeCheckpoint: () => checkpointer.make(),
    close: () => {
      meters.stop();
      integrity.stop();
      void recomputing.end();
      archive.stop();
      storage.value.close();
    },
  });
}

const RUN_ADOPTED: Notify = {
  type: 'notify',
  level: 'warning',
  code: 'runAdopted',
  message:
    'an earlier version decided otherwise than this one would have: what it held was taken from its tables and is guarded; ' +
    'trading is reducing until you set it active, and cab replay begins here',
};

function checkpointFailed(cause: string): Notify {
  const message = `no checkpoint could be made, the next start reads on from the one before: ${cause}`;
  return { type: 'notify', level: 'warning', code: 'checkpointFailed', message };
}
