/** The command line: commands translate what is typed into calls of services that main hands in. */
export type { CommandFailure, CommandResult } from './command-failure.ts';
export type { BacktestRequest, BacktestSummary } from './commands/backtest.ts';
export type { ShownSettings } from './commands/config-show.ts';
export type { ValidatedConfig } from './commands/config-validate.ts';
export type { CheckedFile, DataCheckRequest, DataFinding } from './commands/data-check.ts';
export type { ExportFormat, ExportName, ExportRequest } from './commands/export.ts';
export type { HealthAnswer } from './commands/health.ts';
export type { PerfRequest, PerfSummary } from './commands/perf.ts';
export type { ReplayRequest, ReplaySummary } from './commands/replay.ts';
export type { RunRequest, RunSummary } from './commands/run.ts';
export type { SmokeCheck } from './commands/smoke.ts';
export { EXIT_CODES } from './exit-codes.ts';
export { runCli } from './program.ts';
export type { CliServices } from './services.ts';
export { createTerminal } from './terminal.ts';
