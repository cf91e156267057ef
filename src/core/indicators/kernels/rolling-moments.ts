import type { Saved } from '../../../domain/saved.ts';
import { type Savable, StateReader, packState } from './saved-state.ts';

/**
 * Mean and sum of squared deviations of the last n values, by blocks as in `RollingSum`: each side by Welford's method,
 * joined by Chan's. Nothing is subtracted again, so nothing cancels, nothing drifts and equal values deviate by exactly 0.
 */
export class RollingMoments implements Savable {
  /** Mean of the window after the latest `push`, `NaN` while it is not full. */
  mean = Number.NaN;
  /** Sum of squared deviations from the mean; over n it is the population variance, over n−1 the sample variance. */
  squaredDeviations = Number.NaN;
  readonly #period: number;
  /** Up to `#index` values of the block being filled, from there on suffix means of the finished one. */
  readonly #means: Float64Array;
  readonly #squares: Float64Array;
  /** 1/count and count/n, looked up where a division would stall the loop. */
  readonly #reciprocals: Float64Array;
  readonly #shares: Float64Array;
  #index = 0;
  #prefixMean = 0;
  #prefixSquares = 0;

  constructor(period: number) {
    this.#period = period;
    this.#means = new Float64Array(period + 1).fill(Number.NaN);
    this.#squares = new Float64Array(period + 1);
    this.#means[period] = 0;
    this.#reciprocals = Float64Array.from({ length: period + 1 }, (_, count) => 1 / count);
    this.#shares = Float64Array.from({ length: period + 1 }, (_, count) => count / period);
  }

  push(value: number): void {
    const index = this.#index;
    const count = index + 1;
    this.#means[index] = value;
    const delta = value - this.#prefixMean;
    const prefixMean = this.#prefixMean + delta * (this.#reciprocals[count] as number);
    const prefixSquares = this.#prefixSquares + delta * (value - prefixMean);
    const suffixMean = this.#means[count] as number;
    const apart = prefixMean - suffixMean;
    const shift = apart * (this.#shares[count] as number);
    this.mean = suffixMean + shift;
    this.squaredDeviations = prefixSquares + (this.#squares[count] as number) + apart * shift * (this.#period - count);
    if (count === this.#period) {
      this.#finishBlock();
      return;
    }
    this.#index = count;
    this.#prefixMean = prefixMean;
    this.#prefixSquares = prefixSquares;
  }

  save(): Saved {
    return packState(this.#index, this.#prefixMean, this.#prefixSquares, this.#means, this.#squares);
  }

  restore(saved: Saved, where: string): void {
    const reader = new StateReader(saved, where);
    this.#index = reader.count(this.#period - 1);
    this.#prefixMean = reader.number();
    this.#prefixSquares = reader.number();
    reader.array(this.#means);
    reader.array(this.#squares);
    reader.end();
  }

  #finishBlock(): void {
    let mean = 0;
    let squares = 0;
    for (let at = this.#period - 1; at >= 0; at -= 1) {
      const value = this.#means[at] as number;
      const delta = value - mean;
      mean += delta * (this.#reciprocals[this.#period - at] as number);
      squares += delta * (value - mean);
      this.#means[at] = mean;
      this.#squares[at] = squares;
    }
    this.#index = 0;
    this.#prefixMean = 0;
    this.#prefixSquares = 0;
  }
}
