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
  LatencySummary,
  OperatorReceipt,
  PositionStatus,
  RecentDecision,
} from './bot.ts';
export { type BotBus, type BotMessages, createBotBus, createBusObserver, createBusSampler } from './bot-bus.ts';
export { CandleDriver, type CandleDriverOptions, type EventWriter } from './candle-driver.ts';
export { hashCommands } from './commands-hash.ts';
export { Dispatcher, type DispatcherOptions } from './dispatcher.ts';
export { acceleratedClock } from './accelerated-clock.ts';
export { combineObservers } from './combine-observers.ts';
export { type EntryCursor, createEntryCursor } from './entry-cursor.ts';
export { type BusPolicy } from './event-bus.ts';
export { LatencyWindow, type Timings } from './latency-window.ts';
export { createProjector } from './projector.ts';
export { pumpFeed } from './pump-feed.ts';
export { ReplayDivergence, recoverEngine, restoreVenue } from './recovery.ts';
export { type ReplayMismatch, type ReplayReport, replayJournal } from './replay-journal.ts';
export { RunLoop } from './run-loop.ts';
export { StorageGuard } from './storage-guard.ts';
export { Telemetry } from './telemetry.ts';
export { createTelemetryObserver, sampleEngine } from './telemetry-observer.ts';
export { TradingBot } from './trading-bot.ts';
export { Session, type SessionOptions } from './session.ts';
export { SimulatedOrderEntry } from './simulated-order-entry.ts';
export {
  type RunIdentity,
  type SimulatedRun,
  type SimulatedRunOptions,
  createSimulatedRun,
  runStarted,
} from './simulated-run.ts';
