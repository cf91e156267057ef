/** The contract of a streaming indicator: O(1) per candle, values as TA-Lib defines them, state that can be saved. */
import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Line } from './line.ts';

/** One line, or several by name (`macd.signal`). */
export type IndicatorOutput = Line | Readonly<Record<string, Line>>;

export interface Indicator<Output extends IndicatorOutput = IndicatorOutput> {
  readonly output: Output;
  /** Candles that must be seen before every line has a value: the n-th candle brings the first one. */
  readonly warmUp: number;
  /** Takes the next closed candle. Never keeps a reference to it: the caller reuses the object. */
  update(candle: Candle): void;
  /** The whole state, bit for bit: a list of numbers and lists, which later candles do not change. */
  save(): Saved;
  /**
   * Takes the state of an instance with the same parameters: from here on both answer alike, bit for bit.
   * @throws UnreadableSave naming the indicator when the state has another shape or period; it is useless from then on.
   */
  restore(saved: Saved): void;
}

/** Which price of the candle an indicator reads. */
export const priceSources = ['close', 'open', 'high', 'low', 'hl2', 'hlc3', 'ohlc4'] as const;
export type PriceSource = (typeof priceSources)[number];

export function priceOf(candle: Candle, source: PriceSource): number {
  switch (source) {
    case 'close':
      return candle.close;
    case 'open':
      return candle.open;
    case 'high':
      return candle.high;
    case 'low':
      return candle.low;
    case 'hl2':
      return (candle.high + candle.low) / 2;
    case 'hlc3':
      return (candle.high + candle.low + candle.close) / 3;
    case 'ohlc4':
      return (candle.open + candle.high + candle.low + candle.close) / 4;
  }
}
