import type { Saved } from '../../../domain/saved.ts';
import { type Savable, StateReader, packState } from './saved-state.ts';

/**
 * The sum of the last n values without ever subtracting one, so that it cannot drift and zeros sum to exactly zero.
 * Values come in blocks of n: a window is a suffix of the finished block plus a prefix of the one being filled. Suffix
 * sums are made once per block, which is one addition per value on average.
 */
export class RollingSum implements Savable {
  readonly #period: number;
  /** Up to `#index` values of the block being filled, from there on suffix sums of the finished one; 0 at the end. */
  readonly #slots: Float64Array;
  #index = 0;
  #prefix = 0;

  constructor(period: number) {
    this.#period = period;
    this.#slots = new Float64Array(period + 1).fill(Number.NaN);
    this.#slots[period] = 0;
  }

  /** Takes the next value and answers the sum of the last n, `NaN` while there are fewer. */
  push(value: number): number {
    const slots = this.#slots;
    const next = this.#index + 1;
    slots[this.#index] = value;
    this.#prefix += value;
    const sum = (slots[next] as number) + this.#prefix;
    if (next === this.#period) this.#finishBlock();
    else this.#index = next;
    return sum;
  }

  save(): Saved {
    return packState(this.#index, this.#prefix, this.#slots);
  }

  restore(saved: Saved, where: string): void {
    const reader = new StateReader(saved, where);
    this.#index = reader.count(this.#period - 1);
    this.#prefix = reader.number();
    reader.array(this.#slots);
    reader.end();
  }

  #finishBlock(): void {
    const slots = this.#slots;
    let sum = 0;
    for (let at = this.#period - 1; at >= 0; at -= 1) {
      sum += slots[at] as number;
      slots[at] = sum;
    }
    this.#index = 0;
    this.#prefix = 0;
  }
}
