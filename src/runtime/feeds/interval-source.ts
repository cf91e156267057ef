import type { Candle, InstrumentId } from '../../domain/index.ts';

/** Candles interval by interval, all instruments of one interval together. */
export interface IntervalSource {
  /** Ascending; a candle's place is its instrument's position here. */
  readonly instruments: readonly InstrumentId[];
  readonly intervalMs: number;
  /** Open time of the interval that the next `advance` loads, `Infinity` at the end. */
  readonly nextOpenTimeMs: number;
  advance(): void;
  /** The loaded interval's candle, `undefined` when it is missing. The object is reused. */
  candleAt(place: number): Candle | undefined;
}
