import { DAY_MS } from '../../domain/durations.ts';
import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * Volume-weighted average of the typical price (high + low + close) / 3 since the UTC day of the candle's open time
 * began. Until the day's first trade it is the current candle's typical price.
 */
export class DailyVwap implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp = 1;
  #day = Number.NaN;
  #turnover = 0;
  #volume = 0;

  update(candle: Candle): void {
    const day = Math.floor(candle.openTimeMs / DAY_MS);
    if (day !== this.#day) {
      this.#day = day;
      this.#turnover = 0;
      this.#volume = 0;
    }
    const typical = (candle.high + candle.low + candle.close) / 3;
    this.#turnover += typical * candle.volume;
    this.#volume += candle.volume;
    this.output.push(this.#volume === 0 ? typical : this.#turnover / this.#volume);
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#day, this.#turnover, this.#volume);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'vwap', this.warmUp);
    reader.line(this.output);
    this.#day = reader.number();
    this.#turnover = reader.number();
    this.#volume = reader.number();
    reader.end();
  }
}
