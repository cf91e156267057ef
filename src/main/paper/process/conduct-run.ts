import type { RootLogger } from '../../../adapters/logging/index.ts';
import { MetaTable, SqliteJournal, countRun } from '../../../adapters/storage/index.ts';
import type { CommandFailure, CommandResult, RunRequest, RunSummary } from '../../../delivery/cli/index.ts';
import { err, ok, toSignal } from '../../../domain/index.ts';
import { StorageFailure } from '../../../ports/index.ts';
import type { PaperRun } from '../compose-paper.ts';
import { readRunRecord } from '../../parts/run/run-record.ts';
import type { Settings } from '../../settings/index.ts';
import { type RunningServer, startServer } from './server.ts';
import { VERSION } from '../../version.ts';
import { type Heartbeat, startHeartbeat } from './heartbeat.ts';
import { JournalChain } from '../../../operations/index.ts';
import type { RunLog } from './run-log.ts';
import type { StopCause, StopRequest, Supervision } from '../../process/index.ts';
import { storageProblem } from '../../parts/storage-problem.ts';

export interface RunParts {
  readonly paper: PaperRun;
  readonly settings: Settings;
  readonly logger: RootLogger;
  readonly log: RunLog;
  readonly request: RunRequest;
  readonly stop: StopRequest;
  readonly supervision: Supervision | undefined;
}

/** Page and journal need far less; what takes longer than this is not waited for. */
const SERVER_CLOSE_MS = 5000;
const HEARTBEAT_MS = 2000;
const RECOMPUTING_MS = 2000;
/** What a start has to do for open positions comes first. */
const COMPARE_AFTER_MS = 3000;
const FULL_SPEED = 1_000_000;

/** From a recovered run to its end. Whatever happens, everything is closed when this resolves. */
export async function conductRun(parts: RunParts): Promise<CommandResult<RunSummary>> {
  const { paper, settings, logger } = parts;
  const server = await startServer({ paper, settings, logger, flags: parts.request.settings }).catch(defectOf);
  if (!server.ok) {
    paper.close();
    logger.flush();
    return server;
  }
  const heartbeat = await startHeartbeat({
    directory: settings.storage.dataDirectory,
    intervalMs: settings.loops.watchdogIntervalMs,
    sequence: () => paper.run.writer.sequence,
    marketTimeMs: () => paper.run.writer.timeMs,
    logger,
  });
  // Before it is said, so that nobody who has heard it finds it otherwise.
  parts.supervision?.started(settings.scale.restartLimit);
  announce(parts, server.value);
  // Once it is closed, nothing is recomputed any more.
  setTimeout(() => void paper.compareWithRecord(), COMPARE_AFTER_MS).unref();
  parts.stop.onHangup(() => {
    logger.reopen();
    logger.info({}, 'logs opened anew');
  });
  const outcome = await tradeUntilTheEnd(parts);
  const startedMs = performance.now();
  const result = await letGo(parts, { outcome, server: server.value, heartbeat });
  logger.info({ durationMs: Math.round(performance.now() - startedMs) }, 'closed');
  logger.flush();
  return result;
}

/** The next start has nothing to read then. One that cannot be made is no reason not to stop. */
function checkpoint({ paper, logger }: RunParts): void {
  try {
    paper.makeCheckpoint();
  } catch (error) {
    logger.error({ error }, 'no checkpoint could be made; the next start reads on from the one before');
  }
}

function defectOf(error: unknown): CommandResult<never> {
  return err({ kind: 'software', problems: [`the page cannot be served: ${String(error)}`] });
}

type Outcome =
  | { readonly type: 'ended' | 'stopped' }
  /** The writer failed while it handled an entry, or something else did. */
  | { readonly type: 'failed'; readonly error: unknown; readonly isWriter: boolean };

function announce({ paper, settings, logger, log, request }: RunParts, server: RunningServer): void {
  const { mode, simulation, storage } = settings;
  const isFullSpeed = simulation.speed >= FULL_SPEED;
  const market = simulation.replayFile === undefined ? 'a synthetic market' : simulation.replayFile;
  log.goLive(isFullSpeed ? 'debug' : 'info');
  const { runId } = paper.bot.status();
  const { recoveredEntries } = paper;
  logger.info({ pid: process.pid, runId, version: VERSION, recoveredEntries, page: server.url }, 'run started');
  request.onStarted({
    version: VERSION,
    mode: mode.mode,
    exchange: mode.exchange,
    symbols: mode.symbols,
    timeframe: mode.timeframe,
    strategies: mode.strategies,
    pace: `${market} at ${isFullSpeed ? 'full speed' : `${simulation.speed} times real time`}`,
    pageUrl: server.url,
    databasePath: storage.databasePath,
    recoveredEntries: paper.recoveredEntries,
    hasToken: settings.keys.apiToken !== undefined,
  });
}

async function tradeUntilTheEnd({ paper, logger, request, stop }: RunParts): Promise<Outcome> {
  const running: Promise<Outcome> = paper.loop.run().then(
    (type) => ({ type }),
    (error: unknown) => ({ type: 'failed', error, isWriter: true }),
  );
  const stopped = stop.requested.then((cause) => outcomeOf(cause, logger));
  const first = await Promise.race([running, stopped]);
  if (first.type !== 'ended' || request.exitsWhenDone) return first;
  logger.info({ sequence: paper.run.writer.sequence }, 'the replayed file has ended; the page stays up until a signal');
  // Operators are served on, which writes entries, which may fail.
  const failed = paper.loop.failed.then((error): Outcome => ({ type: 'failed', error, isWriter: true }));
  return Promise.race([stopped, failed]);
}

function outcomeOf(cause: StopCause, logger: RootLogger): Outcome {
  if (cause.type === 'defect') return { type: 'failed', error: cause.error, isWriter: false };
  if (cause.type === 'signal') logger.info({ signal: cause.signal }, 'stopping');
  else logger.warn({}, `stopping: ${cause.by}, which started this bot, is gone`);
  return { type: 'stopped' };
}

interface Held {
  readonly outcome: Outcome;
  readonly server: RunningServer;
  readonly heartbeat: Heartbeat;
}

async function letGo(parts: RunParts, { outcome, server, heartbeat }: Held): Promise<CommandResult<RunSummary>> {
  const { paper, logger, stop } = parts;
  if (isBroken(outcome)) paper.database.abandon();
  await paper.loop.stop();
  await within(RECOMPUTING_MS, paper.endRecomputing());
  if (outcome.type !== 'failed') checkpoint(parts);
  await within(SERVER_CLOSE_MS, Promise.race([server.close(), stop.hurried]));
  await within(HEARTBEAT_MS, heartbeat.stop(outcome.type === 'failed' ? 'failed' : 'stopped'));
  if (outcome.type === 'failed') return err(closeFailed(parts, outcome));
  try {
    paper.database.commit();
    const summary = summarize(parts, outcome.type);
    paper.close();
    return ok(summary);
  } catch (error) {
    logger.error({ error }, 'the last entries could not be written');
    if (error instanceof StorageFailure) return err(storageProblem(error));
    throw error;
  }
}

/**
 * An entry that broke the writer would break it again at every start: what was not committed is let go. No order can
 * depend on it, because its intent is committed before it leaves.
 */
function isBroken(outcome: Outcome): boolean {
  return outcome.type === 'failed' && outcome.isWriter && !(outcome.error instanceof StorageFailure);
}

function closeFailed({ paper, logger }: RunParts, { error }: Outcome & { readonly type: 'failed' }): CommandFailure {
  logger.error({ error }, 'the run has failed');
  try {
    paper.close();
  } catch (closing) {
    logger.error({ error: closing }, 'the last entries could not be written');
  }
  if (error instanceof StorageFailure) return storageProblem(error);
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'software', problems: [message], next: 'cab run goes on from the last committed entry' };
}

function summarize({ paper, request }: RunParts, outcome: 'ended' | 'stopped'): RunSummary {
  const status = paper.bot.status();
  const { runId } = status;
  const firstSequence = firstSequenceOf(paper);
  const instruments = paper.run.engine.view.markets.map(({ instrument }) => instrument);
  const counts = countRun(paper.database, { runId, firstSequence, instruments });
  return {
    outcome,
    runId,
    quote: status.quote,
    startEquity: status.startEquity,
    equity: status.equity,
    pnl: status.netPnl,
    profitRatio: status.returnRatio,
    profit: status.profit,
    orders: counts.orders,
    fills: counts.fills,
    roundTrips: counts.roundTrips,
    netPnl: toSignal(counts.netPnl),
    fees: toSignal(counts.fees),
    openPositions: status.positions.length,
    marketTimeMs: status.marketTimeMs,
    sequence: status.sequence,
    // Reads the whole journal: a bot that is asked to stop does not take that long.
    ...(request.exitsWhenDone ? chainOf(paper) : {}),
    databasePath: paper.database.path,
  };
}

function firstSequenceOf({ database }: PaperRun): number {
  return readRunRecord(new MetaTable(database))?.firstSequence ?? 1;
}

/** Nothing where an archive is missing: the run has ended well, and its start has told of that. */
function chainOf(paper: PaperRun): { readonly journalHash?: string } {
  const chain = new JournalChain();
  try {
    for (const page of new SqliteJournal(paper.database).pages(firstSequenceOf(paper))) {
      for (const { entry, commandsHash } of page) {
        if (commandsHash !== undefined) chain.add(entry.sequence, commandsHash);
      }
    }
    return { journalHash: chain.hash };
  } catch (error) {
    if (error instanceof StorageFailure && error.code === 'archive') return {};
    throw error;
  }
}

/** Waits for `work`, and no longer than that; the timer does not outlive the wait. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
