/** Everything a strategy file imports: `from 'crypto-ai-bot/strategy'`. */
export { Line } from '../../indicators/index.ts';
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
