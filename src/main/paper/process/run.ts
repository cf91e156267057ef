/** `cab run`: opens the database, recovers, trades until the end or a signal, and lets go of everything in order. */
import { type Database, SqliteSettingOverrides, openDatabase } from '../../../adapters/storage/index.ts';
import type { CommandResult, RunRequest, RunSummary } from '../../../delivery/cli/index.ts';
import { type Result, err, ok } from '../../../domain/index.ts';
import { StorageFailure } from '../../../ports/index.ts';
import { ReplayDivergence, combineObservers } from '../../../runtime/index.ts';
import { unavailableParts } from '../../parts/availability.ts';
import { type PaperRun, composePaperOn } from '../compose-paper.ts';
import type { Settings } from '../../settings/index.ts';
import { checkStrategies } from '../../parts/check-strategies.ts';
import { loadCommandSettings, settingsFailure } from '../../parts/load-command-settings.ts';
import { conductRun } from './conduct-run.ts';
import { createRunLog } from './run-log.ts';
import { createRunLogger } from './run-logger.ts';
import { createRunTally } from './run-tally.ts';
import { settingsForFiles } from '../../parts/settings-for-files.ts';
import { listenForStop } from './stop-request.ts';
import { storageProblem } from '../../parts/storage-problem.ts';

export async function run(request: RunRequest): Promise<CommandResult<RunSummary>> {
  const stop = listenForStop();
  try {
    const first = loadCommandSettings({ flags: request.settings });
    if (!first.ok) return first;
    const opened = openDatabase(first.value.storage.databasePath);
    if (!opened.ok) return err(storageProblem(opened.error));
    const prepared = await prepare(opened.value, request, first.value).catch(failureOf);
    if (!prepared.ok) {
      opened.value.close();
      return prepared;
    }
    return await conductRun({ ...prepared.value, request, stop });
  } finally {
    stop.dispose();
  }
}

type Prepared = Omit<Parameters<typeof conductRun>[0], 'request' | 'stop'>;

async function prepare(database: Database, request: RunRequest, first: Settings): Promise<CommandResult<Prepared>> {
  const overrides = await new SqliteSettingOverrides(database).all();
  const { replayFile } = first.simulation;
  const files = replayFile === undefined ? [] : replayFile.split(',');
  const flags = request.settings;
  const runtimeOverrides: Record<string, string> = Object.fromEntries(overrides.map(({ key, value }) => [key, value]));
  const complete =
    files.length > 0 ? await settingsForFiles(files, flags, runtimeOverrides) : withoutFiles(flags, runtimeOverrides);
  if (!complete.ok) return complete;
  const { settings, assumptions } = complete.value;
  if (settings.mode.mode === 'backtest') {
    return err(settingsFailure(['MODE is backtest, which cab run does not do'], 'cab backtest FILE'));
  }
  const missing = unavailableParts(settings);
  if (missing.length > 0) return err(settingsFailure(missing));
  const checked = await checkStrategies(settings);
  if (!checked.ok) return checked;
  const logger = createRunLogger(settings);
  for (const { key, message } of settings.warnings) logger.warn({ key }, `${key} ${message}`);
  for (const assumption of assumptions) logger.warn({}, assumption);
  const tally = createRunTally();
  const log = createRunLog(logger, (instrument) => settings.mode.symbols[instrument] ?? String(instrument));
  const observer = combineObservers([tally.observer, log.observer]);
  const paper: Result<PaperRun, readonly string[]> = await composePaperOn(database, {
    settings,
    onNotice: log.onNotice,
    observer,
  });
  if (!paper.ok) {
    logger.flush();
    return err(files.length > 0 ? { kind: 'input', problems: paper.error } : settingsFailure(paper.error));
  }
  return ok({ paper: paper.value, settings, logger, log, tally });
}

function withoutFiles(flags: Readonly<Record<string, string>>, runtimeOverrides: Readonly<Record<string, string>>) {
  const loaded = loadCommandSettings({ flags, runtimeOverrides });
  return loaded.ok ? ok({ settings: loaded.value, assumptions: [] }) : loaded;
}

function failureOf(error: unknown): CommandResult<never> {
  if (error instanceof StorageFailure) return err(storageProblem(error));
  if (error instanceof ReplayDivergence) {
    return err(
      settingsFailure([error.message], 'cab replay names the entries that differ; --db FILE begins another run'),
    );
  }
  throw error;
}
