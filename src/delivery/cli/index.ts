/** The command line: commands translate what is typed into operations on services that main hands in. */
export type { CommandFailure, CommandResult } from './command-failure.ts';
export type { BacktestRequest, BacktestSummary } from './backtest-service.ts';
export type { RunRequest, RunService, RunSummary } from './run-service.ts';
export { EXIT_CODES } from './exit-codes.ts';
export { runCli } from './program.ts';
export type {
  ArchiveService,
  ArchivedJournal,
  ArchivedPart,
  ExaminedDatabase,
  IntegrityService,
  RecomputeService,
  RecordsService,
  ServiceLoaders,
  LoadedSettings,
  SettingsService,
} from './services.ts';
export { createTerminal } from './terminal.ts';
