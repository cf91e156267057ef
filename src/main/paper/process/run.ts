/** `cab run`: opens the database, recovers, trades until the end or a signal, and lets go of everything in order. */
import {
  type Database,
  SqliteSettingOverrides,
  headsOf,
  openDatabase,
  spaceWarning,
} from '../../../adapters/storage/index.ts';
import type { CommandResult, RunRequest, RunService } from '../../../delivery/cli/index.ts';
import { type Result, err, ok } from '../../../domain/index.ts';
import { UnreadableSave } from '../../../domain/saved.ts';
import { type Logger, StorageFailure } from '../../../ports/index.ts';
import { RecoveryStopped, ReplayDivergence } from '../../../runtime/index.ts';
import { unavailableParts } from '../../parts/availability.ts';
import { type PaperRun, composePaperOn } from '../compose-paper.ts';
import { type Settings, describeSettings } from '../../settings/index.ts';
import { checkStrategies } from '../../parts/lanes/check-strategies.ts';
import { loadCommandSettings, settingsFailure } from '../../parts/load-command-settings.ts';
import { type StopRequest, type Supervision, stateFolder } from '../../process/index.ts';
import { conductRun } from './conduct-run.ts';
import { createRunLog } from './run-log.ts';
import { createRunLogger } from './run-logger.ts';
import { settingsForFiles } from '../../parts/settings-for-files.ts';
import { storageProblem } from '../../parts/storage-problem.ts';

/** What a bot was told before it was loaded. */
export interface RunProcess {
  readonly stop: StopRequest;
  readonly supervision: Supervision | undefined;
  /** What does not work of this installation; asked where RUN_TESTS_ON_STARTUP says so. */
  readonly findDefects: () => Promise<readonly string[]>;
}

export function createRun(process: RunProcess): RunService {
  const { stop, supervision } = process;
  return async (request) => {
    stop.catchDefects();
    const begun = await begin(request, process);
    if (!begun.ok) return (await askedToStop(stop)) ?? begun;
    return await conductRun({ ...begun.value, request, stop, supervision });
  };
}

/** The outcome of a stop that was asked for while the bot was still starting, so that there was nothing to stop yet. */
async function askedToStop(stop: StopRequest): Promise<CommandResult<undefined> | undefined> {
  if (!stop.isRequested) return undefined;
  const cause = await stop.requested;
  return cause.type === 'defect' ? err({ kind: 'software', problems: [String(cause.error)] }) : ok(undefined);
}

/** The head away is kept for what people run, and not for what a check or a test puts together. */
function openRunDatabase(path: string): ReturnType<typeof openDatabase> {
  return openDatabase(path, { heads: headsOf(path, stateFolder()) });
}

type Prepared = Omit<Parameters<typeof conductRun>[0], 'request' | 'stop' | 'supervision'>;

const STOPPED: CommandResult<never> = err({ kind: 'software', problems: ['it was asked to stop before it began'] });

async function begin(request: RunRequest, process: RunProcess): Promise<CommandResult<Prepared>> {
  const { stop } = process;
  const first = loadCommandSettings({ flags: request.settings });
  if (!first.ok) return first;
  const problems = first.value.scale.isSelfCheckEnabled ? await process.findDefects() : [];
  if (problems.length > 0) return err({ kind: 'software', problems, next: 'cab smoke shows every check' });
  if (stop.isRequested) return STOPPED;
  const opened = openRunDatabase(first.value.storage.databasePath);
  if (!opened.ok) return err(storageProblem(opened.error));
  const prepared = await prepare(opened.value, { ...request, ...process, first: first.value }).catch(failureOf);
  if (prepared.ok && !stop.isRequested) return prepared;
  if (prepared.ok) prepared.value.paper.close();
  else closeUnused(opened.value);
  return prepared.ok ? STOPPED : prepared;
}

/** Why it cannot be used has been said already. */
function closeUnused(database: Database): void {
  try {
    database.close();
  } catch (error) {
    if (!(error instanceof StorageFailure)) throw error;
  }
}

type Preparation = RunRequest & RunProcess & { readonly first: Settings };

async function prepare(database: Database, request: Preparation): Promise<CommandResult<Prepared>> {
  const { first, stop, supervision } = request;
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
  const space = spaceWarning(database.path);
  if (space !== undefined) logger.warn({}, space);
  for (const assumption of assumptions) logger.warn({}, assumption);
  if (settings.scale.isSelfCheckEnabled) logger.info({}, 'the self-check found nothing wrong');
  const restart = supervision?.restart;
  const restarted =
    restart &&
    `restarted after a crash (${restart.after}), ${restart.count} of at most ${restart.limit} times in an hour`;
  if (restarted !== undefined) logger.warn({}, restarted);
  let run: PaperRun | undefined;
  const symbolOf = (instrument: number) => run?.run.engine.view.markets[instrument]?.instrument.symbol;
  const log = createRunLog(logger, (instrument) => symbolOf(instrument) ?? String(instrument));
  const paper: Result<PaperRun, readonly string[]> = await composePaperOn(database, {
    settings,
    onNotice: log.onNotice,
    observer: log.observer,
    isStopping: () => stop.isRequested,
    ...(restarted === undefined ? {} : { restarted }),
  });
  if (!paper.ok) {
    logger.flush();
    return err(files.length > 0 ? { kind: 'input', problems: paper.error } : settingsFailure(paper.error));
  }
  run = paper.value;
  sayKept(run.settings, logger);
  return ok({ paper: run, settings: run.settings, logger, log });
}

function sayKept(settings: Settings, logger: Logger): void {
  for (const { key, value, source } of describeSettings(settings)) {
    if (source !== 'kept from the run') continue;
    logger.info({ key }, `${key} stays ${value} while something is open: this version has another default`);
  }
}

function withoutFiles(flags: Readonly<Record<string, string>>, runtimeOverrides: Readonly<Record<string, string>>) {
  const loaded = loadCommandSettings({ flags, runtimeOverrides });
  return loaded.ok ? ok({ settings: loaded.value, assumptions: [] }) : loaded;
}

function failureOf(error: unknown): CommandResult<never> {
  if (error instanceof StorageFailure) return err(storageProblem(error));
  if (error instanceof RecoveryStopped) return STOPPED;
  if (error instanceof ReplayDivergence) {
    return err(
      settingsFailure([error.message], 'cab replay names the entries that differ; --db FILE begins another run'),
    );
  }
  if (error instanceof UnreadableSave) {
    const way = 'start the version that wrote it and stop it flat; --db FILE begins another run';
    return err(settingsFailure([`another version wrote this run: ${error.message}`], way));
  }
  throw error;
}
