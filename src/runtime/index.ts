/** The shell around the engine: one writer, dispatch, feeds, replay, supervision. */
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
