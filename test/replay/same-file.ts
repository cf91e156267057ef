/** One candle file, played by a backtest and by a paper run, and what each of them did. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteJournal } from '../../src/adapters/storage/index.ts';
import { MemoryJournal } from '../../src/adapters/storage/memory-journal.ts';
import { Engine, type EngineObserver } from '../../src/core/engine/index.ts';
import { canonicalJson } from '../../src/domain/index.ts';
import { composeBacktest } from '../../src/main/backtest/compose-backtest.ts';
import { composeEngineSettings } from '../../src/main/parts/engine-settings.ts';
import { composeLanes } from '../../src/main/parts/lanes/lanes.ts';
import { type PaperRun, composePaper } from '../../src/main/paper/compose-paper.ts';
import { type Settings, formatProblem, loadSettings } from '../../src/main/settings/index.ts';
import type { Journal } from '../../src/ports/index.ts';
import { replayJournal } from '../../src/runtime/index.ts';
import { toCsv, walk } from '../support/synthetic-candles.ts';

const WARM_UP = 300;
const MINUTES_5 = 300_000;

export interface Outcome {
  readonly orders: readonly string[];
  readonly fills: readonly string[];
  readonly equity: number;
  readonly ledger: unknown;
}

/** A folder with `candles.csv` in it. */
export function candleFolder(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'same-file-'));
  const candles = walk({ seed: 77, count, startPrice: 900, volatility: 0.004, gapShare: 0.01, intervalMs: MINUTES_5 });
  writeFileSync(join(folder, 'candles.csv'), toCsv(candles));
  return folder;
}

export function settingsOn(folder: string, overrides: Readonly<Record<string, string>>): Settings {
  const loaded = loadSettings({
    overrides: {
      DATA_DIR: folder,
      DB_PATH: join(folder, 'run.db'),
      SYMBOLS: 'ETH/USDT',
      TIMEFRAME: '5m',
      REPLAY_FILE: join(folder, 'candles.csv'),
      SIMULATED_SPEED: '1000000',
      SIMULATED_WARMUP: `${WARM_UP}`,
      ...overrides,
    },
  });
  if (!loaded.ok) throw new Error(loaded.error.map(formatProblem).join('\n'));
  return loaded.value;
}

export async function backtestOutcome(settings: Settings, folder: string): Promise<Outcome> {
  const journal = new MemoryJournal();
  const files = [join(folder, 'candles.csv')];
  const run = await composeBacktest({ settings, files, warmUpCandles: WARM_UP, journal });
  if (!run.ok) throw new Error(run.error.join('\n'));
  return outcomeOf(settings, journal);
}

/** Plays the file to its end; the process stops and starts again after each of `stopAfter` journal entries. */
export async function paperOutcome(settings: Settings, stopAfter: readonly number[] = []): Promise<Outcome> {
  for (const entries of stopAfter) {
    const paper = await started(settings);
    const ended = paper.loop.run();
    while (paper.run.writer.sequence < entries && paper.loop.isRunning) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await paper.loop.stop();
    if ((await ended) !== 'stopped') throw new Error(`the file ended before it was stopped at ${entries} entries`);
    paper.close();
  }
  const paper = await started(settings);
  await paper.loop.run();
  const outcome = await outcomeOf(settings, new SqliteJournal(paper.database));
  paper.close();
  return outcome;
}

async function started(settings: Settings): Promise<PaperRun> {
  const paper = await composePaper({ settings, onNotice: () => undefined });
  if (!paper.ok) throw new Error(paper.error.join('\n'));
  return paper.value;
}

/** Told again from the journal: what left, what was booked, what it is worth. */
async function outcomeOf(settings: Settings, journal: Journal): Promise<Outcome> {
  const lanes = await composeLanes(settings);
  if (!lanes.ok) throw new Error(lanes.error.join('\n'));
  const orders: string[] = [];
  const fills: string[] = [];
  const engineSettings = composeEngineSettings(settings, lanes.value);
  const observer: EngineObserver = {
    fillBooked: (fill, _booking, order) => fills.push(canonicalJson([order.request.clientOrderId, fill])),
  };
  const report = await replayJournal({
    journal,
    createEngine: () => new Engine(engineSettings, observer),
    fromSequence: 1,
    onEntry: (_recorded, commands) => {
      for (const command of commands) if (command.type === 'submitOrder') orders.push(canonicalJson(command.order));
      return undefined;
    },
  });
  if (report.mismatchCount > 0) throw new Error(`${report.mismatchCount} answers differ from the recorded ones`);
  const { engine } = report;
  return { orders, fills, equity: engine.view.portfolio.equity, ledger: engine.view.ledger.snapshot() };
}
