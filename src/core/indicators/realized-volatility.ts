import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod } from './kernels/parameter-checks.ts';
import { RollingMoments } from './kernels/rolling-moments.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * Sample standard deviation (n−1 in the denominator) of the last n log returns of the close. A ratio per candle, not
 * annualised: times √(candles per year) it is a yearly one.
 */
export class RealizedVolatility implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  readonly #period: number;
  readonly #moments: RollingMoments;
  #closeBefore = Number.NaN;

  constructor(period = 20) {
    this.#period = checkedPeriod('realizedVolatility period', period, 2);
    this.#moments = new RollingMoments(period);
    this.warmUp = period + 1;
  }

  update({ close }: Candle): void {
    const before = this.#closeBefore;
    this.#closeBefore = close;
    if (Number.isNaN(before)) return;
    this.#moments.push(Math.log(close / before));
    this.output.push(Math.sqrt(this.#moments.squaredDeviations / (this.#period - 1)));
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#moments, this.#closeBefore);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'realizedVolatility', this.warmUp);
    reader.line(this.output);
    reader.part(this.#moments);
    this.#closeBefore = reader.number();
    reader.end();
  }
}
