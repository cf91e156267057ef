/** Every command, in the order of the help. Adding one is one file and one line here. */
import type { CliCommand } from '../command.ts';
import { backtestCommand } from './backtest.ts';
import { configShowCommand } from './config-show.ts';
import { configValidateCommand } from './config-validate.ts';
import { dataCheckCommand } from './data-check.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { flowCommand } from './flow.ts';
import { healthCommand } from './health.ts';
import { maintenanceArchiveCommand } from './maintenance-archive.ts';
import { maintenanceIntegrityCommand } from './maintenance-integrity.ts';
import { perfCommand } from './perf.ts';
import { replayCommand } from './replay.ts';
import { runCommand } from './run.ts';
import { settleCommand } from './settle.ts';
import { smokeCommand } from './smoke.ts';

export const commands: readonly CliCommand[] = [
  runCommand,
  backtestCommand,
  replayCommand,
  explainCommand,
  perfCommand,
  exportCommand,
  healthCommand,
  flowCommand,
  settleCommand,
  smokeCommand,
  configShowCommand,
  configValidateCommand,
  dataCheckCommand,
  maintenanceIntegrityCommand,
  maintenanceArchiveCommand,
];

/** What groups of commands are about. */
export const commandGroups: Readonly<Record<string, string>> = {
  config: 'settings in force, and what is wrong with them',
  data: 'candle files',
  maintenance: 'the database of a bot',
};
