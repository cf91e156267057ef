/** Everything a strategy file imports: `from 'crypto-ai-bot/strategy'`. */
export type { Candle } from '../../../domain/market/candle.ts';
export type { Regime } from '../../../domain/decision.ts';
export type { Timeframe } from '../../../domain/market/timeframe.ts';
export { type RegimeLines, type RegimeSettings, RegimeDetector, regimeLines } from '../../features/index.ts';
export { type IndicatorSet, Line } from '../../indicators/index.ts';
export type { SizeSpec } from '../../sizing/spec.ts';
export { crossedAbove, crossedBelow, isFalling, isRising } from './crossings.ts';
export {
  type Assessment,
  type CandleContext,
  type EntryOptions,
  type ExitOptions,
  type Intent,
  type ModelScore,
  type OnCandle,
  type PositionView,
  type RunningStrategy,
  type StrategyDefinition,
  type StrategySetup,
  defineStrategy,
} from './define.ts';
export type { LotView, Rest, RestOptions, RestingOrder, RestingView } from './resting.ts';
export { StrategyInputError } from './input-error.ts';
export {
  type ParameterValues,
  type Parameters,
  boolean,
  choice,
  integer,
  number,
  resolveParameters,
  text,
} from './parameters.ts';
