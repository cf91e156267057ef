/** The contract of a rule signal: one indicator's opinion as a number from 0 (sell) over 0.5 (none) to 1 (buy). */
import type { Candle } from '../../../../domain/market/candle.ts';
import type { IndicatorSet, ParameterValues, Parameters } from '../../api/index.ts';

/** Which weights a regime raises: `trend` in bull and bear markets, `reversion` in sideways ones, `neutral` never. */
export type SignalFamily = 'trend' | 'reversion' | 'neutral';

/**
 * Writes what the lines say as of the candle just closed to `scores[at]`: 0..1, `NaN` when there is nothing to read.
 * It writes instead of returning because a fraction that leaves a function costs an allocation, on every candle.
 */
type ReadSignal = (candle: Candle, scores: Float64Array, at: number) => void;

export interface SignalDefinition<Declared extends Parameters = Parameters> {
  /** CamelCase; what its parameters begin with and what explanations call it. */
  readonly name: string;
  readonly family: SignalFamily;
  readonly parameters: Declared;
  /** Its share in the weighted mean, before the regime switch; 0 takes it out. */
  weight(parameters: ParameterValues<Declared>): number;
  setup(parameters: ParameterValues<Declared>, indicators: IndicatorSet): ReadSignal;
}

/** Declares a signal; the types of its parameters follow from the declarations. */
export function defineSignal<const Declared extends Parameters>(
  definition: SignalDefinition<Declared>,
): SignalDefinition<Declared> {
  return definition;
}

/** Bends any number into 0..1: 0 becomes 0.5, 1 becomes 0.75, -1 becomes 0.25, the ends are never reached. */
export function squash(value: number): number {
  return 0.5 + (0.5 * value) / (1 + Math.abs(value));
}

export function clampToUnit(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
