/** `cab smoke`: every part of the program once, together, in a temporary folder. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteJournal, openDatabase } from '../../adapters/storage/index.ts';
import type { SmokeCheck } from '../../delivery/cli/index.ts';
import type { Logger } from '../../ports/index.ts';
import { composeBacktest } from '../backtest/compose-backtest.ts';
import { type PaperRun, composePaper } from '../paper/compose-paper.ts';
import { ALL_SETTINGS, type Settings, formatProblem, loadSettings } from '../settings/index.ts';
import { startServer } from '../paper/process/server.ts';
import { loadCommandSettings } from '../parts/load-command-settings.ts';
import { replay } from './replay.ts';
import { smokeCandles } from './smoke-candles.ts';

/** Says what was seen; throws with what is wrong. */
type Check = (bench: Bench) => Promise<string>;

/** What later checks need of earlier ones. */
interface Bench {
  readonly directory: string;
  readonly settings: Settings;
  readonly candleFile: string;
  equity: number;
}

const CHECKS: Readonly<Record<string, Check>> = {
  settings: checkSettings,
  storage: checkStorage,
  backtest: checkBacktest,
  'paper run': checkPaperRun,
  restart: checkRestart,
  replay: checkReplay,
  http: checkHttp,
};

/** Later checks run even when earlier ones failed: one broken part should not hide another. */
export async function smoke(onCheck: (check: SmokeCheck) => void): Promise<readonly SmokeCheck[]> {
  const directory = await mkdtemp(join(tmpdir(), 'cab-smoke-'));
  try {
    const bench = await prepare(directory);
    const checks: SmokeCheck[] = [];
    for (const [name, check] of Object.entries(CHECKS)) {
      const startedMs = performance.now();
      const outcome = await check(bench).then(
        (detail) => ({ ok: true, detail }),
        (error: unknown) => ({ ok: false, detail: error instanceof Error ? error.message : String(error) }),
      );
      const done = { name, ...outcome, durationMs: Math.round(performance.now() - startedMs) };
      checks.push(done);
      onCheck(done);
    }
    return checks;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function prepare(directory: string): Promise<Bench> {
  const candleFile = join(directory, 'BTC-USDT_1h.csv');
  await writeFile(candleFile, smokeCandles());
  const settings = loadSettings({
    overrides: {
      DATA_DIR: directory,
      REPLAY_FILE: candleFile,
      SYMBOLS: 'BTC/USDT',
      TIMEFRAME: '1h',
      STRATEGY: 'ema-cross',
      STRATEGY_PARAMS: 'fast=5,slow=20',
      SIMULATED_SPEED: '1000000',
      SIMULATED_WARMUP: '50',
      PORT: '0',
    },
  });
  if (!settings.ok) throw new Error(settings.error.map(formatProblem).join('; '));
  return { directory, candleFile, settings: settings.value, equity: Number.NaN };
}

async function checkSettings(): Promise<string> {
  const loaded = loadCommandSettings({ flags: {} });
  if (!loaded.ok) throw new Error(loaded.error.problems.join('; '));
  return `${ALL_SETTINGS.length} settings are valid, mode is ${loaded.value.mode.mode}`;
}

async function checkStorage({ directory }: Bench): Promise<string> {
  const path = join(directory, 'storage.db');
  const written = openDatabase(path);
  if (!written.ok) throw written.error;
  const journal = new SqliteJournal(written.value);
  journal.append({ sequence: 1, timeMs: 0, event: { type: 'timerFired', clockDriftMs: 0 } });
  journal.commit();
  written.value.close();
  const read = openDatabase(path, { readonly: true });
  if (!read.ok) throw read.error;
  const entries = [...new SqliteJournal(read.value).read(1)].length;
  read.value.close();
  expectThat(entries === 1, `one entry was written, ${entries} were read`);
  return 'an entry was written, made durable and read';
}

async function checkBacktest(bench: Bench): Promise<string> {
  const { settings, candleFile } = bench;
  const run = await composeBacktest({
    settings,
    files: [candleFile],
    warmUpCandles: settings.simulation.warmUpCandles,
  });
  if (!run.ok) throw new Error(run.error.join('; '));
  const trips = run.value.recorder.trips.length;
  expectThat(trips > 0, 'the strategy made no round trip on candles that swing');
  bench.equity = run.value.engine.view.portfolio.equity;
  return `${trips} round trips, equity ${bench.equity.toFixed(2)}`;
}

async function checkPaperRun({ settings, equity }: Bench): Promise<string> {
  return withPaper(settings, async (paper) => {
    await paper.loop.run();
    const found = paper.bot.status().equity;
    expectThat(found === equity, `paper ends with ${found}, the backtest of the same candles with ${equity}`);
    return 'to the cent what the backtest says';
  });
}

async function checkRestart({ settings, equity }: Bench): Promise<string> {
  return withPaper(settings, async (paper) => {
    const found = paper.bot.status().equity;
    expectThat(paper.recoveredEntries > 0, 'nothing was recovered');
    expectThat(found === equity, `recovered equity is ${found}, it was ${equity}`);
    return `${paper.recoveredEntries} entries recovered`;
  });
}

async function checkReplay({ settings }: Bench): Promise<string> {
  const report = await replay({ path: settings.storage.databasePath, onProgress: () => undefined });
  if (!report.ok) throw new Error(report.error.problems.join('; '));
  expectThat(report.value.isEqual, `${report.value.mismatchCount} entries are answered otherwise`);
  return `${report.value.answered} answers are the recorded ones`;
}

async function checkHttp({ settings }: Bench): Promise<string> {
  return withPaper(settings, async (paper) => {
    const server = await startServer({ paper, settings, logger: SILENT, flags: {} });
    if (!server.ok) throw new Error(server.error.problems.join('; '));
    try {
      const response = await fetch(`${server.value.url}/health`, { signal: AbortSignal.timeout(5000) });
      const { status } = (await response.json()) as { readonly status?: unknown };
      expectThat(typeof status === 'string', `GET /health gave ${response.status} without a status`);
      return `GET /health answered ${response.status}`;
    } finally {
      await server.value.close();
    }
  });
}

async function withPaper(settings: Settings, check: (paper: PaperRun) => Promise<string>): Promise<string> {
  const paper = await composePaper({ settings, onNotice: () => undefined });
  if (!paper.ok) throw new Error(paper.error.join('; '));
  try {
    return await check(paper.value);
  } finally {
    await paper.value.loop.stop();
    paper.value.close();
  }
}

function expectThat(isSo: boolean, otherwise: string): void {
  if (!isSo) throw new Error(otherwise);
}

const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => SILENT,
};
