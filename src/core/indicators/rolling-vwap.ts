import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod } from './kernels/parameter-checks.ts';
import { RollingSum } from './kernels/rolling-sum.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * Volume-weighted average of the typical price (high + low + close) / 3 over the last n candles. When none of them
 * traded, it is the current candle's typical price.
 */
export class RollingVwap implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  readonly #turnover: RollingSum;
  readonly #volume: RollingSum;

  constructor(period: number) {
    this.warmUp = checkedPeriod('vwap period', period);
    this.#turnover = new RollingSum(period);
    this.#volume = new RollingSum(period);
  }

  update(candle: Candle): void {
    const typical = (candle.high + candle.low + candle.close) / 3;
    const turnover = this.#turnover.push(typical * candle.volume);
    const volume = this.#volume.push(candle.volume);
    this.output.push(volume === 0 ? typical : turnover / volume);
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#turnover, this.#volume);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'vwap', this.warmUp);
    reader.line(this.output);
    reader.part(this.#turnover);
    reader.part(this.#volume);
    reader.end();
  }
}
