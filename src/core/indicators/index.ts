/** Every indicator, by the name strategies use. Adding one is one file and one line in `indicators`. */
import { Ema } from './ema.ts';
import type { PriceSource } from './indicator.ts';

export { type Indicator, type IndicatorOutput, type PriceSource, priceOf } from './indicator.ts';
export { Line } from './line.ts';

export const indicators = {
  ema: (period: number, source?: PriceSource) => new Ema(period, source),
} as const;

export type IndicatorName = keyof typeof indicators;

/** The same names as functions that return the output lines: what a strategy is given. */
export type IndicatorSet = {
  readonly [Name in IndicatorName]: (
    ...parameters: Parameters<(typeof indicators)[Name]>
  ) => ReturnType<(typeof indicators)[Name]>['output'];
};
