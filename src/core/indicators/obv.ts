import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * On-balance volume in base: volume added when the close rises, taken away when it falls, beginning with the first
 * candle's volume as TA-Lib does. Summed with Knuth's exact rounding error, so that millions of candles leave no rounding behind.
 */
export class Obv implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp = 1;
  #closeBefore = Number.NaN;
  #sum = 0;
  /** What rounding took from `#sum` so far. */
  #lost = 0;

  update({ close, volume }: Candle): void {
    const before = this.#closeBefore;
    // Equal closes change nothing; a first candle is neither equal nor lower, so its volume is added.
    const change = close === before ? 0 : close < before ? -volume : volume;
    this.#closeBefore = close;
    const sum = this.#sum + change;
    const added = sum - this.#sum;
    this.#lost += this.#sum - (sum - added) + (change - added);
    this.#sum = sum;
    this.output.push(sum + this.#lost);
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#closeBefore, this.#sum, this.#lost);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'obv', this.warmUp);
    reader.line(this.output);
    this.#closeBefore = reader.number();
    this.#sum = reader.number();
    this.#lost = reader.number();
    reader.end();
  }
}
