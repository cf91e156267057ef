import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod } from './kernels/parameter-checks.ts';
import { RollingMoments } from './kernels/rolling-moments.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * How many population standard deviations the candle's volume lies above the mean of the last n, itself included; at
 * most √(n−1). Equal volumes, zero among them, give 0.
 */
export class VolumeZScore implements Indicator<Line> {
  readonly output = new Line();
  readonly warmUp: number;
  readonly #moments: RollingMoments;

  constructor(period = 20) {
    this.warmUp = checkedPeriod('volumeZScore period', period, 2);
    this.#moments = new RollingMoments(period);
  }

  update({ volume }: Candle): void {
    const moments = this.#moments;
    moments.push(volume);
    const deviation = Math.sqrt(moments.squaredDeviations / this.warmUp);
    this.output.push(deviation === 0 ? 0 : (volume - moments.mean) / deviation);
  }

  save(): Saved {
    return packState(this.warmUp, this.output, this.#moments);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'volumeZScore', this.warmUp);
    reader.line(this.output);
    reader.part(this.#moments);
    reader.end();
  }
}
