/** What was recorded beside what today's version decides on it: a candle, or the last ones of every lane. */
export { type Begun, RecomputeDesk } from './desk.ts';
export { type CandleAsked, explainCandle } from './explain-candle.ts';
export { compareLastCandles } from './last-candles.ts';
export { type CreateEngines, type PastRun } from './past-run.ts';
export type {
  ComparedCandles,
  ComparedLane,
  DecidedCandle,
  ExplainedCandle,
  LaneStep,
  ProgramVersion,
  RecomputeRefusal,
  ToldDifference,
} from './told.ts';
export { comparedText, noticesOf, versionText } from './words.ts';
