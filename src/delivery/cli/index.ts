/** The command line: commands translate what is typed into calls of services that main hands in. */
export type { CliContext } from './command.ts';
export type { CommandFailure, CommandResult } from './command-failure.ts';
export type { BacktestRequest, BacktestSummary } from './commands/backtest.ts';
export type { RunRequest, RunStart, RunSummary } from './commands/run.ts';
export { runCli } from './program.ts';
export type { CliServices } from './services.ts';
export { createTerminal } from './terminal.ts';
