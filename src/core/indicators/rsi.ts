import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import { type Indicator, type PriceSource, priceOf } from './indicator.ts';
import { Line } from './line.ts';
import { NEGLIGIBLE_RATIO } from './kernels/negligible.ts';
import { checkedPeriod, checkedSource } from './kernels/parameter-checks.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * Relative strength index with Wilder's smoothing, 0..100, as TA-Lib's RSI. Both averages shrink alike while the price
 * stands still, so the index stays where it was; it is 0 where there never was a movement.
 */
export class Rsi implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  readonly #period: number;
  readonly #source: PriceSource;
  #seen = 0;
  #last = Number.NaN;
  /** Averages once warmed up, plain sums before. */
  #gain = 0;
  #loss = 0;

  constructor(period = 14, source: PriceSource = 'close') {
    this.#period = checkedPeriod('rsi period', period, 2);
    this.#source = checkedSource('rsi source', source);
    this.warmUp = period + 1;
  }

  update(candle: Candle): void {
    const value = this.#source === 'close' ? candle.close : priceOf(candle, this.#source);
    const change = value - this.#last;
    this.#last = value;
    // Exact, and without a branch that random prices make the processor guess wrong half of the time.
    const gain = (change + Math.abs(change)) / 2;
    const loss = gain - change;
    const period = this.#period;
    if (this.#seen === this.warmUp) {
      this.#gain = (this.#gain * (period - 1) + gain) / period;
      this.#loss = (this.#loss * (period - 1) + loss) / period;
    } else {
      this.#seen += 1;
      if (this.#seen === 1) return;
      this.#gain += gain;
      this.#loss += loss;
      if (this.#seen < this.warmUp) return;
      this.#gain /= period;
      this.#loss /= period;
    }
    const total = this.#gain + this.#loss;
    if (total > value * NEGLIGIBLE_RATIO) this.output.push(100 * (this.#gain / total));
    else this.output.stay(0);
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#seen, this.#last, this.#gain, this.#loss);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'rsi', this.warmUp);
    reader.line(this.output);
    this.#seen = reader.count(this.warmUp);
    this.#last = reader.number();
    this.#gain = reader.number();
    this.#loss = reader.number();
    reader.end();
  }
}
