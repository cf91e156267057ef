/** Every indicator, by the name strategies use. Adding one is one file and one line in `indicators`. */
import { Adx } from './adx.ts';
import { Atr } from './atr.ts';
import { Bollinger } from './bollinger.ts';
import { DailyVwap } from './daily-vwap.ts';
import { Donchian, type DonchianOptions } from './donchian.ts';
import { Ema } from './ema.ts';
import type { PriceSource } from './indicator.ts';
import { Keltner } from './keltner.ts';
import { Macd } from './macd.ts';
import { Obv } from './obv.ts';
import { Parkinson } from './parkinson.ts';
import { RealizedVolatility } from './realized-volatility.ts';
import { Roc } from './roc.ts';
import { RollingVwap } from './rolling-vwap.ts';
import { Rsi } from './rsi.ts';
import { Sma } from './sma.ts';
import { Stochastic } from './stochastic.ts';
import { VolumeZScore } from './volume-z-score.ts';
import { Wma } from './wma.ts';

export type { DonchianOptions } from './donchian.ts';
export { type Indicator, type IndicatorOutput, type PriceSource } from './indicator.ts';
export { Line } from './line.ts';
export { NamedLines } from './named-lines.ts';

export const indicators = {
  ema: (period: number, source?: PriceSource) => new Ema(period, source),
  sma: (period: number, source?: PriceSource) => new Sma(period, source),
  wma: (period: number, source?: PriceSource) => new Wma(period, source),
  rsi: (period = 14, source?: PriceSource) => new Rsi(period, source),
  macd: (fast = 12, slow = 26, signal = 9) => new Macd(fast, slow, signal),
  atr: (period = 14) => new Atr(period),
  bollinger: (period = 20, deviations = 2) => new Bollinger(period, deviations),
  adx: (period = 14) => new Adx(period),
  roc: (period = 10) => new Roc(period),
  stochastic: (kPeriod = 14, kSmoothing = 3, dPeriod = 3) => new Stochastic(kPeriod, kSmoothing, dPeriod),
  donchian: (period = 20, options?: DonchianOptions) => new Donchian(period, options),
  keltner: (period = 20, multiple = 2, atrPeriod = 10) => new Keltner(period, multiple, atrPeriod),
  vwap: (period?: number) => (period === undefined ? new DailyVwap() : new RollingVwap(period)),
  obv: () => new Obv(),
  volumeZScore: (period = 20) => new VolumeZScore(period),
  realizedVolatility: (period = 20) => new RealizedVolatility(period),
  parkinson: (period = 20) => new Parkinson(period),
} as const;

export type IndicatorName = keyof typeof indicators;

/** The same names as functions that return the output lines: what a strategy is given. */
export type IndicatorSet = {
  readonly [Name in IndicatorName]: (
    ...parameters: Parameters<(typeof indicators)[Name]>
  ) => ReturnType<(typeof indicators)[Name]>['output'];
};
