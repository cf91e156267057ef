/** One run of the engine over recorded candles. */
export { EquityCurve } from './equity-curve.ts';
export {
  type BacktestJob,
  type JobResources,
  type LaneJob,
  lanesOf,
  runBacktestJob,
} from './job.ts';
export { type RecordedFill, type RecordedTrip, RunRecorder } from './recorder.ts';
export { type BacktestOptions, type BacktestRun, runBacktest, runBacktestAsync } from './run-backtest.ts';
