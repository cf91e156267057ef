import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod } from './kernels/parameter-checks.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/** Rate of change of the close over n candles in percent, as TA-Lib's ROC: 100 means doubled. */
export class Roc implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  /** The last n closes; the slot written next holds the oldest. */
  readonly #closes: Float64Array;
  #index = 0;

  constructor(period = 10) {
    this.warmUp = checkedPeriod('roc period', period) + 1;
    this.#closes = new Float64Array(period).fill(Number.NaN);
  }

  update({ close }: Candle): void {
    const closes = this.#closes;
    const index = this.#index;
    this.output.push((close / (closes[index] as number) - 1) * 100);
    closes[index] = close;
    this.#index = index + 1 === closes.length ? 0 : index + 1;
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#index, this.#closes);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'roc', this.warmUp);
    reader.line(this.output);
    this.#index = reader.count(this.#closes.length - 1);
    reader.array(this.#closes);
    reader.end();
  }
}
