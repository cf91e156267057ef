import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Database,
  JournalArchiver,
  SqliteAuditLog,
  SqliteJournal,
  SqliteProjectionWriter,
  openDatabase,
} from '../../src/adapters/storage/index.ts';
import { Engine } from '../../src/core/engine/index.ts';
import {
  Checkpointer,
  createEntryCursor,
  createSimulatedRun,
  recoverEngine,
  runStarted,
} from '../../src/runtime/index.ts';
import { type Row, milliseconds } from '../row.ts';
import { MINUTE_MS, balancesOf, identity, instrumentsOf, settingsOf, simulation } from '../subjects/task.ts';
import { CAPITAL, ENTRY_QUOTE, type Workbench } from '../workbench.ts';

const SIZES = [100_000, 1_000_000, 10_000_000];
const MOST_MS = 3000;
const MOST_BYTES = 80;
const START_MS = Date.UTC(2020, 0, 1);
/** Entries between two commits, as a fast market brings them. */
const BATCH = 1000;

/** What stays in the database of a bot that nobody configures, whose market goes ever on. */
const KEPT_ENTRIES = 200_000;
const ARCHIVE_ENTRIES = 50_000;
/** Two checkpoints, a part that is not full yet, and the log that is folded in. */
const MOST_LIVE_ENTRIES = KEPT_ENTRIES + 3 * ARCHIVE_ENTRIES;

/**
 * What a start costs, and a journal, after so many entries of a run: candles, a few hundred orders a million, checkpoints.
 * Once with all of them in the database, once with the old ones in archives.
 */
export async function* measureB12(bench: Workbench): AsyncGenerator<Row> {
  yield* measureWhole(bench);
  yield* measureArchived();
}

async function* measureWhole(_bench: Workbench): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'cab-bench-start-'));
  try {
    const path = join(folder, 'bot.db');
    let close = 30_000;
    for (const entries of SIZES) {
      close = await grow(path, entries, close);
      const startedMs = performance.now();
      const read = await start(path);
      const ms = performance.now() - startedMs;
      const bytes = statSync(path).size;
      const rawMs = rawRead(path);
      const perEntry = bytes / entries;
      yield {
        id: 'B12',
        task: `start after ${entries.toLocaleString('en-US')} entries, ${read} of them read`,
        ours: `${milliseconds(ms)}, ${perEntry.toFixed(0)} bytes an entry`,
        peer: `raw read ${milliseconds(rawMs)}`,
        ratio: `${(ms / rawMs).toFixed(2)}×`,
        goal: `≤ ${MOST_MS / 1000} s, ≤ ${MOST_BYTES} bytes`,
        isMet: ms <= MOST_MS && perEntry <= MOST_BYTES,
      };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function* measureArchived(): AsyncGenerator<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'cab-bench-archive-'));
  try {
    const path = join(folder, 'bot.db');
    let close = 30_000;
    for (const entries of SIZES) {
      close = await grow(path, entries, close, archive);
      const startedMs = performance.now();
      const read = await start(path);
      const ms = performance.now() - startedMs;
      const bytes = statSync(path).size;
      const archived = archivedBytes(folder);
      const perEntry = (bytes + archived) / entries;
      yield {
        id: 'B12',
        task: `start after ${entries.toLocaleString('en-US')} entries, archived, ${read} of them read`,
        ours: `${milliseconds(ms)}, ${megabytes(bytes)} of database, ${megabytes(archived)} of archives`,
        peer: `${perEntry.toFixed(0)} bytes an entry`,
        ratio: '',
        goal: `≤ ${MOST_MS / 1000} s, ≤ ${megabytes(MOST_LIVE_ENTRIES * MOST_BYTES)}`,
        isMet: ms <= MOST_MS && bytes <= MOST_LIVE_ENTRIES * MOST_BYTES,
      };
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function archivedBytes(folder: string): number {
  const archives = join(folder, 'archive');
  const names = existsSync(archives) ? readdirSync(archives) : [];
  return names.reduce((sum, name) => sum + statSync(join(archives, name)).size, 0);
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Nobody else is there. */
async function giveWay(): Promise<void> {
  await Promise.resolve();
}

/** As a bot does beside its trading. */
async function archive(database: Database, provenSequence: number): Promise<void> {
  const audit = new SqliteAuditLog(database);
  const archiver = new JournalArchiver({ database, audit, actor: 'bench', nowMs: () => 0, giveWay });
  const kept = { runSequence: 1, keptMs: 0, keptEntries: KEPT_ENTRIES, segmentEntries: ARCHIVE_ENTRIES };
  while (await archiver.archiveNext({ ...kept, provenSequence }));
}

/** The run goes on in another process of the bot until it has so many entries; gives its last close. */
async function grow(path: string, entries: number, from: number, tend?: typeof archive): Promise<number> {
  const { run, database, checkpointer, isFresh } = await open(path);
  const random = lehmer(entries);
  let close = from;
  if (isFresh) run.writer.handle(runStarted(identity, instrumentsOf(1), balancesOf(CAPITAL)), START_MS);
  else run.writer.handle({ type: 'runResumed', commit: 'bench', reason: 'bench' }, run.engine.view.nowMs);
  const [market] = run.engine.view.markets;
  let at = market && market.lastOpenTimeMs > 0 ? (market.lastOpenTimeMs - START_MS) / MINUTE_MS + 1 : 0;
  while (run.writer.sequence < entries) {
    const open = close;
    close = Math.round(open * (1 + (random() - 0.5) * 0.002) * 100) / 100;
    const [high, low] = [Math.max(open, close), Math.min(open, close)];
    run.driver.close(0, { openTimeMs: START_MS + at * MINUTE_MS, open, high, low, close, volume: 100 });
    at += 1;
    if (at % BATCH === 0) run.writer.flush();
    if (at % BATCH === 0) checkpointer.tend();
    if (tend && at % ARCHIVE_ENTRIES === 0 && checkpointer.latest !== undefined)
      await tend(database, checkpointer.latest);
  }
  database.close();
  return close;
}

async function start(path: string): Promise<number> {
  const { database, entries } = await open(path);
  database.close();
  return entries;
}

/** As `cab run` does: the file is examined, and the engine recovered from it. */
async function open(path: string) {
  const opened = openDatabase(path);
  if (!opened.ok) throw opened.error;
  const database = opened.value;
  const journal = new SqliteJournal(database);
  const projections = new SqliteProjectionWriter(database);
  const settings = settingsOf('complete', instrumentsOf(1), ENTRY_QUOTE);
  const createEngine = (): Engine => new Engine(settings);
  const isFresh = journal.head === 0;
  const onApplied = (sequence: number): void => projections.applied(sequence);
  const told = { journal, fromSequence: 1, createEngine, cursor: createEntryCursor(), onApplied };
  const { engine, entries } = isFresh ? { engine: createEngine(), entries: 0 } : await recoverEngine(told);
  const run = createSimulatedRun({
    settings,
    simulation,
    instruments: instrumentsOf(1),
    balances: isFresh ? balancesOf(CAPITAL) : engine.view.ledger.balances(),
    engine,
    journal,
    keepsFacts: true,
    onApplied,
  });
  const checkpointer = new Checkpointer({ engine, writer: run.writer, createEngine, monotonicMs: now, onFailed });
  return { run, database, checkpointer, isFresh, entries };
}

const now = (): number => performance.now();

function onFailed(cause: string): never {
  throw new Error(cause);
}

function rawRead(path: string): number {
  const startedMs = performance.now();
  readFileSync(path);
  return performance.now() - startedMs;
}

/** Park and Miller's minimal standard, 0 to 1. */
function lehmer(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
