import { type Savable, StateReader, packState } from './saved-state.ts';

/**
 * The highest of the last n values, by blocks as in `RollingSum` (van Herk 1992, Gil and Werman 1993): three comparisons
 * per value whatever the period. The lowest is `-push(-value)`, which is exact.
 */
export class RollingMaximum implements Savable {
  readonly #period: number;
  /** Up to `#index` values of the block being filled, from there on suffix maxima of the finished one. */
  readonly #slots: Float64Array;
  #index = 0;
  #prefix = Number.NEGATIVE_INFINITY;

  constructor(period: number) {
    this.#period = period;
    this.#slots = new Float64Array(period + 1).fill(Number.NaN);
    this.#slots[period] = Number.NEGATIVE_INFINITY;
  }

  /** Takes the next value and answers the highest of the last n, `NaN` while there are fewer. */
  push(value: number): number {
    const slots = this.#slots;
    const next = this.#index + 1;
    slots[this.#index] = value;
    const prefix = value > this.#prefix ? value : this.#prefix;
    const suffix = slots[next] as number;
    if (next === this.#period) {
      this.#finishBlock();
    } else {
      this.#index = next;
      this.#prefix = prefix;
    }
    // A comparison with NaN is false, so an unfilled window answers NaN.
    return prefix > suffix ? prefix : suffix;
  }

  save(): Float64Array {
    return packState(this.#index, this.#prefix, this.#slots);
  }

  restore(state: Float64Array): void {
    const reader = new StateReader(state);
    this.#index = reader.count();
    this.#prefix = reader.number();
    reader.array(this.#slots);
    reader.end();
  }

  #finishBlock(): void {
    const slots = this.#slots;
    let highest = Number.NEGATIVE_INFINITY;
    for (let at = this.#period - 1; at >= 0; at -= 1) {
      const value = slots[at] as number;
      if (value > highest) highest = value;
      slots[at] = highest;
    }
    this.#index = 0;
    this.#prefix = Number.NEGATIVE_INFINITY;
  }
}
