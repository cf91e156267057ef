/** The parts of this installation for `cab smoke`, in a temporary folder. */
import { accountFigures } from '../../core/performance/index.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteJournal, openDatabase } from '../../adapters/storage/index.ts';
import type { CommandResult } from '../../delivery/cli/index.ts';
import { type SmokeBench, type SmokePaper, type WithSmokeBench, replayRecord } from '../../operations/index.ts';
import type { Logger } from '../../ports/index.ts';
import { composeBacktest } from '../backtest/compose-backtest.ts';
import { type PaperRun, composePaper } from '../paper/compose-paper.ts';
import { startServer } from '../paper/process/server.ts';
import { loadCommandSettings } from '../parts/load-command-settings.ts';
import { ALL_SETTINGS, type Settings, formatProblem, loadSettings } from '../settings/index.ts';
import { recordsService } from './records.ts';
import { createReplayEngines } from '../parts/run/replay-engine.ts';

export const withSmokeBench: WithSmokeBench = async ({ fileName, candles, settings: said }, use) => {
  const directory = await mkdtemp(join(tmpdir(), 'cab-smoke-'));
  try {
    const candleFile = join(directory, fileName);
    await writeFile(candleFile, candles);
    const settings = loadSettings({ overrides: { DATA_DIR: directory, REPLAY_FILE: candleFile, ...said } });
    if (!settings.ok) throw new Error(settings.error.map(formatProblem).join('; '));
    return await use(createBench(directory, candleFile, settings.value));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

function createBench(directory: string, candleFile: string, settings: Settings): SmokeBench {
  return {
    settings: async () => {
      const loaded = valueOf(loadCommandSettings({ flags: {} }));
      return { count: ALL_SETTINGS.length, mode: loaded.mode.mode };
    },
    journalEntries: async () => recordOneEntry(join(directory, 'storage.db')),
    backtest: async () => {
      const { warmUpCandles } = settings.simulation;
      const run = await composeBacktest({ settings, files: [candleFile], warmUpCandles });
      if (!run.ok) throw new Error(run.error.join('; '));
      return { roundTrips: run.value.recorder.trips.length, equity: accountFigures(run.value.engine.view).equity };
    },
    paper: async (use) => {
      const paper = await composePaper({ settings, onNotice: () => undefined });
      if (!paper.ok) throw new Error(paper.error.join('; '));
      try {
        return await use(describePaper(paper.value, settings));
      } finally {
        await paper.value.loop.stop();
        paper.value.close();
      }
    },
    replay: async () => {
      const { databasePath } = settings.storage;
      const replayed = await recordsService.read(databasePath, (records) =>
        replayRecord({ records, createEngines: createReplayEngines }),
      );
      const summary = valueOf(replayed);
      if (!summary) throw new Error(`${databasePath} holds no run yet`);
      return summary;
    },
  };
}

function describePaper(paper: PaperRun, settings: Settings): SmokePaper {
  return {
    recoveredEntries: paper.recoveredEntries,
    equity: () => paper.bot.status().equity,
    play: async () => void (await paper.loop.run()),
    serve: async (use) => {
      const server = valueOf(await startServer({ paper, settings, logger: SILENT, flags: {} }));
      try {
        return await use(server.url);
      } finally {
        await server.close();
      }
    },
  };
}

function recordOneEntry(path: string): number {
  const written = openDatabase(path);
  if (!written.ok) throw written.error;
  const journal = new SqliteJournal(written.value);
  journal.append({ sequence: 1, timeMs: 0, event: { type: 'timerFired', clockDriftMs: 0 } });
  journal.flush();
  written.value.close();
  const read = openDatabase(path, { readonly: true });
  if (!read.ok) throw read.error;
  const entries = [...new SqliteJournal(read.value).pages(1)].flat().length;
  read.value.close();
  return entries;
}

function valueOf<T>(result: CommandResult<T>): T {
  if (!result.ok) throw new Error(result.error.problems.join('; '));
  return result.value;
}

const SILENT: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => SILENT,
};
