import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import { type Indicator, type PriceSource, priceOf } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod, checkedSource } from './kernels/parameter-checks.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/** Exponential moving average, α = 2/(n+1), seeded with the mean of the first n values as TA-Lib does. */
export class Ema implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  readonly #source: PriceSource;
  readonly #alpha: number;
  /** Values of the seed so far, and their sum. */
  #count = 0;
  #sum = 0;

  constructor(period: number, source: PriceSource = 'close') {
    this.warmUp = checkedPeriod('ema period', period);
    this.#source = checkedSource('ema source', source);
    this.#alpha = 2 / (period + 1);
  }

  update(candle: Candle): void {
    this.push(this.#source === 'close' ? candle.close : priceOf(candle, this.#source));
  }

  /** The same step on a plain number, for indicators built on this one. */
  push(value: number): void {
    const { output } = this;
    const { current } = output;
    output.previous = current;
    if (this.#count >= this.warmUp) {
      output.current = current + this.#alpha * (value - current);
      return;
    }
    this.#count += 1;
    this.#sum += value;
    if (this.#count === this.warmUp) output.current = this.#sum / this.warmUp;
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#count, this.#sum);
  }

  restore(saved: Saved, where = 'ema'): void {
    const reader = new StateReader(saved, where, this.warmUp);
    reader.line(this.output);
    this.#count = reader.count(this.warmUp);
    this.#sum = reader.number();
    reader.end();
  }
}
