import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import { type Indicator, type PriceSource, priceOf } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod, checkedSource } from './kernels/parameter-checks.ts';
import { RollingWeightedSum } from './kernels/rolling-weighted-sum.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/** Linearly weighted moving average, as TA-Lib's WMA: the latest of n values weighs n, the oldest 1. */
export class Wma implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  readonly #source: PriceSource;
  /** 1 + 2 + … + n. */
  readonly #divisor: number;
  readonly #sum: RollingWeightedSum;

  constructor(period: number, source: PriceSource = 'close') {
    this.warmUp = checkedPeriod('wma period', period);
    this.#source = checkedSource('wma source', source);
    this.#divisor = (period * (period + 1)) / 2;
    this.#sum = new RollingWeightedSum(period);
  }

  update(candle: Candle): void {
    const value = this.#source === 'close' ? candle.close : priceOf(candle, this.#source);
    this.output.push(this.#sum.push(value) / this.#divisor);
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#sum);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'wma', this.warmUp);
    reader.line(this.output);
    reader.part(this.#sum);
    reader.end();
  }
}
