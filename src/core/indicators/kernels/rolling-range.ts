import type { Saved } from '../../../domain/saved.ts';
import { type Savable, StateReader, packState } from './saved-state.ts';

/**
 * The highest high and lowest low of the last n candles, by blocks as in `RollingSum` (van Herk 1992, Gil and Werman
 * 1993): three comparisons per value whatever the period.
 */
export class RollingRange implements Savable {
  /** Both cover the window after the latest `push`, `NaN` while it is not full. */
  highest = Number.NaN;
  lowest = Number.NaN;
  readonly #period: number;
  /** Up to `#index` highs of the block being filled, from there on suffix maxima of the finished one; lows likewise. */
  readonly #highs: Float64Array;
  readonly #lows: Float64Array;
  #index = 0;
  #prefixHighest = Number.NEGATIVE_INFINITY;
  #prefixLowest = Number.POSITIVE_INFINITY;

  constructor(period: number) {
    this.#period = period;
    this.#highs = new Float64Array(period + 1).fill(Number.NaN);
    this.#lows = new Float64Array(period + 1).fill(Number.NaN);
    this.#highs[period] = Number.NEGATIVE_INFINITY;
    this.#lows[period] = Number.POSITIVE_INFINITY;
  }

  push(high: number, low: number): void {
    const next = this.#index + 1;
    this.#highs[this.#index] = high;
    this.#lows[this.#index] = low;
    const prefixHighest = high > this.#prefixHighest ? high : this.#prefixHighest;
    const prefixLowest = low < this.#prefixLowest ? low : this.#prefixLowest;
    const suffixHighest = this.#highs[next] as number;
    const suffixLowest = this.#lows[next] as number;
    // A comparison with NaN is false, so an unfilled window answers NaN.
    this.highest = prefixHighest > suffixHighest ? prefixHighest : suffixHighest;
    this.lowest = prefixLowest < suffixLowest ? prefixLowest : suffixLowest;
    if (next === this.#period) {
      this.#finishBlock();
      return;
    }
    this.#index = next;
    this.#prefixHighest = prefixHighest;
    this.#prefixLowest = prefixLowest;
  }

  save(): Saved {
    const prefix = [this.#prefixHighest, this.#prefixLowest];
    return packState(this.highest, this.lowest, this.#index, ...prefix, this.#highs, this.#lows);
  }

  restore(saved: Saved, where: string): void {
    const reader = new StateReader(saved, where);
    this.highest = reader.number();
    this.lowest = reader.number();
    this.#index = reader.count(this.#period - 1);
    this.#prefixHighest = reader.number();
    this.#prefixLowest = reader.number();
    reader.array(this.#highs);
    reader.array(this.#lows);
    reader.end();
  }

  #finishBlock(): void {
    const highs = this.#highs;
    const lows = this.#lows;
    let highest = Number.NEGATIVE_INFINITY;
    let lowest = Number.POSITIVE_INFINITY;
    for (let at = this.#period - 1; at >= 0; at -= 1) {
      const high = highs[at] as number;
      const low = lows[at] as number;
      if (high > highest) highest = high;
      if (low < lowest) lowest = low;
      highs[at] = highest;
      lows[at] = lowest;
    }
    this.#index = 0;
    this.#prefixHighest = Number.NEGATIVE_INFINITY;
    this.#prefixLowest = Number.POSITIVE_INFINITY;
  }
}
