/** The strategy's declared parameters, and the tables that `decide` reads instead of them. */
import type { Regime } from '../../../domain/decision.ts';
import { type ParameterValues, boolean, integer, number } from '../api/index.ts';
import type { FusionSettings } from './decide.ts';
import { type SignalFamily, signalParameters, signals } from './signals/index.ts';

export const fusionParameters = {
  /** Ranges meet at 0.5, so that no choice of the two thresholds contradicts itself. */
  buyThreshold: number({ from: 0.5, to: 0.9, default: 0.6 }),
  sellThreshold: number({ from: 0.1, to: 0.5, default: 0.42 }),
  modelWeight: number({ from: 0, to: 1, default: 0.5 }),
  ...signalParameters,
  /** Factor on the weights that fit the regime, divisor on those that do not; 1 switches it off. */
  regimeTilt: number({ from: 1, to: 4, default: 1.5 }),
  /** EMA whose slope the regime is judged by. */
  regimePeriod: integer({ from: 20, to: 200, default: 50 }),
  /** Realised over usual volatility from which the market counts as volatile. */
  regimeVolatileRatio: number({ from: 1.2, to: 3, default: 1.5 }),
  enterInBull: boolean({ default: true }),
  enterInBear: boolean({ default: false }),
  enterInSideways: boolean({ default: true }),
  enterInVolatile: boolean({ default: false }),
  enterInUnknown: boolean({ default: false }),
} as const;

export type FusionParameters = ParameterValues<typeof fusionParameters>;

export function fusionSettings(parameters: FusionParameters): FusionSettings {
  const { buyThreshold, sellThreshold, modelWeight, regimeTilt } = parameters;
  const asConfigured = signals.map((signal) => signal.weight(parameters));
  const tilted = (favored: SignalFamily, other: SignalFamily): Float64Array =>
    Float64Array.from(signals, ({ family }, index) => {
      const factor = family === favored ? regimeTilt : family === other ? 1 / regimeTilt : 1;
      return (asConfigured[index] ?? 0) * factor;
    });
  const weights: Record<Regime, Float64Array> = {
    bull: tilted('trend', 'reversion'),
    bear: tilted('trend', 'reversion'),
    sideways: tilted('reversion', 'trend'),
    volatile: Float64Array.from(asConfigured),
    unknown: Float64Array.from(asConfigured),
  };
  const entriesAllowed: Record<Regime, boolean> = {
    bull: parameters.enterInBull,
    bear: parameters.enterInBear,
    sideways: parameters.enterInSideways,
    volatile: parameters.enterInVolatile,
    unknown: parameters.enterInUnknown,
  };
  return { buyThreshold, sellThreshold, modelWeight, weights, entriesAllowed };
}
