/** The shell around the engine: one writer, dispatch, feeds, replay, supervision. */
export type {
  Actor,
  Bot,
  BotHealth,
  BotNotice,
  BotStatus,
  ChartTrade,
  ComponentHealth,
  HealthComponent,
  LaneRisk,
  LaneStatus,
  LatencySummary,
  OperatorReceipt,
  PositionStatus,
  RecentDecision,
} from './bot.ts';
export { CandleDriver, type CandleDriverOptions, type EventWriter } from './candle-driver.ts';
export { hashCommands, renderCommands } from './commands-hash.ts';
export { Dispatcher, type DispatcherOptions } from './dispatcher.ts';
export { pumpFeed } from './pump-feed.ts';
export { Session, type SessionOptions } from './session.ts';
export { SimulatedOrderEntry } from './simulated-order-entry.ts';
export {
  type RunIdentity,
  type SimulatedRun,
  type SimulatedRunOptions,
  createSimulatedRun,
  runStarted,
} from './simulated-run.ts';
