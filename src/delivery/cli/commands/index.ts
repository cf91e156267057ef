/** Every command, in the order of the help. Adding one is one file and one line here. */
import type { CliCommand } from '../command.ts';
import { backtestCommand } from './backtest.ts';
import { runCommand } from './run.ts';

export const commands: readonly CliCommand[] = [runCommand, backtestCommand];

/** What groups of commands are about. */
export const commandGroups: Readonly<Record<string, string>> = {
  config: 'settings in force, and what is wrong with them',
  data: 'candle files',
};
