/** For tests only: candles with a known shape, and a run of one strategy over them. */
export { type Asked, type RunOptions, type StrategyRun, runStrategy } from './run-strategy.ts';
export { type Segment, syntheticCandles } from './synthetic-candles.ts';
