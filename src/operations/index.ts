/** What every face of the bot offers: command line, API and chats call the same functions. */
export {
  type CandleFileFinding,
  type CandleFilesRequest,
  type CheckedFile,
  checkCandleFiles,
} from './check-candle-files.ts';
export { type ExportFormat, type ExportName, type TableExport, exportTable } from './export/index.ts';
export type { AskFailure } from './remote/ask-bot.ts';
export { type HealthAnswer, askHealth } from './remote/ask-health.ts';
export { type BotRefusal, actOnBot } from './remote/act-on-bot.ts';
export { type SuspendedTrade, type SuspenseList, listSuspense, settleSuspense } from './remote/suspense.ts';
export { JournalChain } from './journal-chain.ts';
export { type RecordedRun, type Records, recordedInstruments } from './records.ts';
export {
  type CreateReplayEngines,
  type ReplayEngines,
  type ReplayRequest,
  type ReplaySummary,
  replayRecord,
} from './replay-record.ts';
export {
  type SmokeBench,
  type SmokeCheck,
  type SmokePaper,
  type SmokePlan,
  type SmokeRequest,
  type WithSmokeBench,
  runSmokeChecks,
} from './smoke/index.ts';
export {
  type PerformanceRequest,
  type PerformanceSummary,
  type SummarizedTrip,
  summarizePerformance,
} from './summarize-performance.ts';
