/** The shell around the engine: one writer, dispatch, feeds, replay, supervision. */
export type {
  Actor,
  Bot,
  BotHealth,
  BotStatus,
  ComponentHealth,
  HealthComponent,
  LaneRisk,
  LaneStatus,
  OperatorReceipt,
  PositionStatus,
  RecentDecision,
} from './bot/bot.ts';
export { type BotBus, type BotMessages, createBotBus, createBusObserver, createBusSampler } from './observe/bot-bus.ts';
export { CandleDriver, type CandleDriverOptions, type EventWriter } from './simulated/candle-driver.ts';
export { type BrokenEntry, Quarantine } from './writer/quarantine.ts';
export { hashCommands, hashLike } from './writer/commands-hash.ts';
export { type Budget, UNLIMITED } from './writer/budget.ts';
export { Dispatcher, type DispatcherOptions } from './writer/dispatcher.ts';
export { acceleratedClock } from './loop/accelerated-clock.ts';
export { combineObservers } from './observe/combine-observers.ts';
export { createLastLook } from './writer/last-look.ts';
export { type EntryCursor, createEntryCursor } from './writer/entry-cursor.ts';
export { type BusPolicy } from './observe/event-bus.ts';
export { type LatencySummary, LatencyWindow, type Timings } from './observe/latency-window.ts';
export { createDefaultLimitsObserver } from './observe/default-limits-observer.ts';
export { createProjector } from './observe/projector.ts';
export { FeedSource } from './simulated/feed-source.ts';
export type { ReplayMismatch, ReplayReport } from './recovery/replay-check.ts';
export { type ReadTables, readAdoptedTables } from './recovery/adopt-run.ts';
export { Checkpointer } from './recovery/checkpointer.ts';
export { newestReadable } from './recovery/newest-readable.ts';
export { type Recovery, RecoveryStopped, recoverEngine } from './recovery/recover-engine.ts';
export { ReplayDivergence } from './recovery/replay-divergence.ts';
export { type ChangedSettings, replayJournal } from './recovery/replay-journal.ts';
export {
  type Begun,
  type CandleAsked,
  type ComparedCandles,
  type ComparedLane,
  type CreateEngines,
  type DecidedCandle,
  type ExplainedCandle,
  type LaneStep,
  type PastRun,
  type ProgramVersion,
  RecomputeDesk,
  type RecomputeRefusal,
  type ToldDifference,
  compareLastCandles,
  comparedText,
  explainCandle,
  noticesOf,
  versionText,
} from './recompute/index.ts';
export { restoreVenue } from './simulated/restore-venue.ts';
export { PauseWatch } from './loop/pause-watch.ts';
export { RunLoop } from './loop/run-loop.ts';
export type { Source } from './loop/source.ts';
export { StorageGuard } from './writer/storage-guard.ts';
export { Telemetry } from './observe/telemetry.ts';
export { createTelemetryObserver, sampleEngine } from './observe/telemetry-observer.ts';
export { CandleWindow } from './bot/candle-window.ts';
export { RecentDecisions } from './bot/recent-decisions.ts';
export { TradingBot } from './bot/trading-bot.ts';
export { Inbox, WriterClosed } from './writer/inbox.ts';
export type { Run } from './writer/run.ts';
export { type FlushGuard, Writer, type WriterOptions, type WriterTiming } from './writer/writer.ts';
export { SimulatedOrderEntry } from './simulated/simulated-order-entry.ts';
export {
  type RunIdentity,
  type SimulatedRun,
  type SimulatedRunOptions,
  createSimulatedRun,
  runStarted,
} from './simulated/simulated-run.ts';
