import type { Saved } from '../../../domain/saved.ts';
import { type Savable, StateReader, packState } from './saved-state.ts';

/**
 * Σ i·xᵢ over the last n values, the latest weighing n and the oldest 1, by blocks as in `RollingSum`: a prefix that
 * follows a suffix of k values weighs k more per value. Only additions, so nothing drifts.
 */
export class RollingWeightedSum implements Savable {
  readonly #period: number;
  /** Up to `#index` values of the block being filled, from there on weighted sums of the finished one's suffixes. */
  readonly #slots: Float64Array;
  #index = 0;
  #prefix = 0;
  #weightedPrefix = 0;

  constructor(period: number) {
    this.#period = period;
    this.#slots = new Float64Array(period + 1).fill(Number.NaN);
    this.#slots[period] = 0;
  }

  /** Takes the next value and answers the weighted sum of the last n, `NaN` while there are fewer. */
  push(value: number): number {
    const slots = this.#slots;
    const next = this.#index + 1;
    slots[this.#index] = value;
    this.#prefix += value;
    this.#weightedPrefix += next * value;
    const sum = (slots[next] as number) + this.#weightedPrefix + (this.#period - next) * this.#prefix;
    if (next === this.#period) this.#finishBlock();
    else this.#index = next;
    return sum;
  }

  save(): Saved {
    return packState(this.#index, this.#prefix, this.#weightedPrefix, this.#slots);
  }

  restore(saved: Saved, where: string): void {
    const reader = new StateReader(saved, where);
    this.#index = reader.count(this.#period - 1);
    this.#prefix = reader.number();
    this.#weightedPrefix = reader.number();
    reader.array(this.#slots);
    reader.end();
  }

  #finishBlock(): void {
    const slots = this.#slots;
    let sum = 0;
    let weighted = 0;
    for (let at = this.#period - 1; at >= 0; at -= 1) {
      // One value more in front: it weighs 1 and every later one weighs one more than before.
      sum += slots[at] as number;
      weighted += sum;
      slots[at] = weighted;
    }
    this.#index = 0;
    this.#prefix = 0;
    this.#weightedPrefix = 0;
  }
}
