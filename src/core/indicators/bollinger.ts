import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedMultiple, checkedPeriod } from './kernels/parameter-checks.ts';
import { RollingMoments } from './kernels/rolling-moments.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * Bollinger Bands of the close: its mean over n candles, plus and minus so many population standard deviations, as
 * TA-Lib's BBANDS with a simple average. Equal closes give bands of exactly no width.
 */
export class Bollinger implements Indicator {
  readonly output = { upper: new Line(), middle: new Line(), lower: new Line() } as const;
  readonly warmUp: number;
  readonly #deviations: number;
  readonly #moments: RollingMoments;

  constructor(period = 20, deviations = 2) {
    this.warmUp = checkedPeriod('bollinger period', period, 2);
    this.#deviations = checkedMultiple('bollinger deviations', deviations);
    this.#moments = new RollingMoments(period);
  }

  update({ close }: Candle): void {
    const moments = this.#moments;
    moments.push(close);
    const width = this.#deviations * Math.sqrt(moments.squaredDeviations / this.warmUp);
    const { upper, middle, lower } = this.output;
    upper.push(moments.mean + width);
    middle.push(moments.mean);
    lower.push(moments.mean - width);
  }

  save(): Saved {
    return packState(this.warmUp, this.output.upper, this.output.middle, this.output.lower, this.#moments);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'bollinger', this.warmUp);
    reader.line(this.output.upper);
    reader.line(this.output.middle);
    reader.line(this.output.lower);
    reader.part(this.#moments);
    reader.end();
  }
}
