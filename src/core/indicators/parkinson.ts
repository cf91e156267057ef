import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod } from './kernels/parameter-checks.ts';
import { RollingSum } from './kernels/rolling-sum.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * Parkinson's (1980) volatility from the range: √(Σ ln(high/low)² / (4 n ln 2)) over the last n candles. A ratio per
 * candle, not annualised.
 */
export class Parkinson implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  readonly #divisor: number;
  readonly #sum: RollingSum;

  constructor(period = 20) {
    this.warmUp = checkedPeriod('parkinson period', period);
    this.#divisor = 4 * period * Math.LN2;
    this.#sum = new RollingSum(period);
  }

  update({ high, low }: Candle): void {
    const range = Math.log(high / low);
    this.output.push(Math.sqrt(this.#sum.push(range * range) / this.#divisor));
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#sum);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'parkinson', this.warmUp);
    reader.line(this.output);
    reader.part(this.#sum);
    reader.end();
  }
}
