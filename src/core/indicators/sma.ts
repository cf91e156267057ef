import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import { type Indicator, type PriceSource, priceOf } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod, checkedSource } from './kernels/parameter-checks.ts';
import { RollingSum } from './kernels/rolling-sum.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/** Simple moving average: the mean of the last n values, as TA-Lib's SMA; a period of 1 gives the values themselves. */
export class Sma implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  readonly #source: PriceSource;
  readonly #sum: RollingSum;

  constructor(period: number, source: PriceSource = 'close') {
    this.warmUp = checkedPeriod('sma period', period);
    this.#source = checkedSource('sma source', source);
    this.#sum = new RollingSum(period);
  }

  update(candle: Candle): void {
    const value = this.#source === 'close' ? candle.close : priceOf(candle, this.#source);
    this.output.push(this.#sum.push(value) / this.warmUp);
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#sum);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'sma', this.warmUp);
    reader.line(this.output);
    reader.part(this.#sum);
    reader.end();
  }
}
