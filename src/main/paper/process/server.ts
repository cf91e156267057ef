/** The page and the API of a run. */
import { ListenFailure, type SettingProblemLine, createServer } from '../../../delivery/api/index.ts';
import type { CommandResult } from '../../../delivery/cli/index.ts';
import { err, ok } from '../../../domain/index.ts';
import type { Logger } from '../../../ports/index.ts';
import type { PaperRun } from '../compose-paper.ts';
import {
  type SettingProblem,
  type Settings,
  describeSettings,
  loadSettings,
  readSettingInputs,
} from '../../settings/index.ts';

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServedRun {
  readonly paper: PaperRun;
  readonly settings: Settings;
  readonly logger: Logger;
  /** What the command line said, for checking the settings as the next start would find them. */
  readonly flags: Readonly<Record<string, string>>;
}

/** Listens before trading begins: a taken port is told at once. */
export async function startServer({
  paper,
  settings,
  logger,
  flags,
}: ServedRun): Promise<CommandResult<RunningServer>> {
  const { host, port, isRemoteAccessAllowed } = settings.server;
  const { apiToken } = settings.keys;
  const server = await createServer({
    bot: paper.bot,
    host,
    port,
    isRemoteAccessAllowed,
    logger,
    telemetry: paper.telemetry,
    settingRows: () => describeSettings(settings),
    validateSettings: () => findProblems(flags),
    ...(apiToken === undefined ? {} : { apiToken: apiToken.reveal() }),
  });
  try {
    const { url } = await server.listen();
    return ok({ url, close: () => server.close() });
  } catch (error) {
    if (!(error instanceof ListenFailure)) throw error;
    await server.close();
    return err({ kind: 'io', problems: [error.message], next: 'cab run --port 0 takes any free port' });
  }
}

function findProblems(flags: Readonly<Record<string, string>>): readonly SettingProblemLine[] {
  const loaded = loadSettings(readSettingInputs({ overrides: flags }));
  return loaded.ok ? loaded.value.warnings.map(lineOf('warning')) : loaded.error.map(lineOf('error'));
}

function lineOf(severity: SettingProblemLine['severity']): (problem: SettingProblem) => SettingProblemLine {
  return ({ key, message }) => ({ key, severity, message });
}
