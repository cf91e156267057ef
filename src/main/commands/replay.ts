import { type Database, MetaTable, SqliteJournal } from '../../adapters/storage/index.ts';
import { Engine } from '../../core/engine/index.ts';
import type { CommandResult, ReplayRequest, ReplaySummary } from '../../delivery/cli/index.ts';
import { err, ok } from '../../domain/index.ts';
import { StorageFailure } from '../../ports/index.ts';
import { hashCommands, replayJournal } from '../../runtime/index.ts';
import { composeEngineSettings } from '../parts/core-settings.ts';
import { composeLanes } from '../parts/lanes.ts';
import { type RunRecord, readRunRecord } from '../parts/run-record.ts';
import { formatProblem, loadSettings } from '../settings/index.ts';
import { JournalChain } from '../parts/journal-chain.ts';
import { settingsFailure } from '../parts/load-command-settings.ts';
import { openRecorded } from './open-recorded.ts';
import { storageProblem } from '../parts/storage-problem.ts';

/** Tells a fresh engine, with the settings of the record, everything again. Reads only. */
export async function replay({ path, onProgress }: ReplayRequest): Promise<CommandResult<ReplaySummary>> {
  const opened = openRecorded(path);
  if (!opened.ok) return opened;
  const database = opened.value;
  try {
    const record = readRunRecord(new MetaTable(database));
    if (!record) {
      const problem = `${database.path} holds no run yet`;
      return err({
        kind: 'settings',
        problems: [problem],
        next: 'cab run, or cab backtest FILE --journal FILE, records one',
      });
    }
    return await replayRecord(database, record, onProgress);
  } catch (error) {
    if (error instanceof StorageFailure) return err(storageProblem(error));
    throw error;
  } finally {
    database.close();
  }
}

async function replayRecord(
  database: Database,
  record: RunRecord,
  onProgress: (share: number) => void,
): Promise<CommandResult<ReplaySummary>> {
  const { firstSequence } = record;
  const engine = await engineOf(record);
  if (!engine.ok) return engine;
  const journal = new SqliteJournal(database);
  const recorded = new JournalChain();
  const replayed = new JournalChain();
  const total = Math.max(1, journal.head - firstSequence + 1);
  const report = replayJournal({
    journal,
    engine: engine.value,
    fromSequence: firstSequence,
    onEntry: ({ entry, commandsHash }, commands) => {
      const { sequence } = entry;
      if (commandsHash !== undefined) recorded.add(sequence, commandsHash);
      // The last answer may have died with its process before it was sealed.
      const isSealed = commandsHash !== undefined || sequence !== journal.head;
      if (isSealed && commands.length > 0) replayed.add(sequence, hashCommands(commands));
      if (sequence % 8192 === 0) onProgress((sequence - firstSequence) / total);
      return undefined;
    },
  });
  const { view } = engine.value;
  return ok({
    path: database.path,
    runId: view.run.runId,
    firstSequence,
    lastSequence: report.lastSequence,
    lastTimeMs: report.lastTimeMs,
    entries: report.entries,
    answered: report.answered,
    isEqual: report.mismatchCount === 0,
    mismatchCount: report.mismatchCount,
    mismatches: report.mismatches,
    recordedHash: recorded.hash,
    replayedHash: replayed.hash,
    equity: view.portfolio.equity,
  });
}

/** The environment has no say: the run is told again as it was. */
async function engineOf(record: RunRecord): Promise<CommandResult<Engine>> {
  const settings = loadSettings({ overrides: record.settings });
  if (!settings.ok)
    return err(settingsFailure(settings.error.map(formatProblem), 'replay it with the version that recorded it'));
  const lanes = await composeLanes(settings.value);
  if (!lanes.ok) return err(settingsFailure(lanes.error));
  return ok(new Engine(composeEngineSettings(settings.value, lanes.value)));
}
