import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod } from './kernels/parameter-checks.ts';
import { StateReader, packState } from './kernels/saved-state.ts';
import { trueRange } from './kernels/true-range.ts';

/** Average true range in quote, Wilder's smoothing. The first candle has no close before it and only serves as one. */
export class Atr implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  readonly #period: number;
  #seen = 0;
  #closeBefore = Number.NaN;
  /** Of the first n true ranges, whose mean seeds the average. */
  #sum = 0;

  constructor(period = 14) {
    this.#period = checkedPeriod('atr period', period);
    this.warmUp = period + 1;
  }

  update(candle: Candle): void {
    const { output } = this;
    const period = this.#period;
    const range = trueRange(candle, this.#closeBefore);
    this.#closeBefore = candle.close;
    if (this.#seen === this.warmUp) {
      output.push((output.current * (period - 1) + range) / period);
      return;
    }
    this.#seen += 1;
    if (this.#seen > 1) this.#sum += range;
    if (this.#seen === this.warmUp) output.push(this.#sum / period);
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#seen, this.#closeBefore, this.#sum);
  }

  restore(saved: Saved, where = 'atr'): void {
    const reader = new StateReader(saved, where, this.warmUp);
    reader.line(this.output);
    this.#seen = reader.count(this.warmUp);
    this.#closeBefore = reader.number();
    this.#sum = reader.number();
    reader.end();
  }
}
