import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod } from './kernels/parameter-checks.ts';
import { RollingRange } from './kernels/rolling-range.ts';
import { RollingSum } from './kernels/rolling-sum.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * Slow stochastic, 0..100: where the close stands in the range of the last n candles, smoothed by simple averages, as
 * TA-Lib's STOCH. A range of zero counts as 0. Both lines begin together.
 */
export class Stochastic implements Indicator {
  readonly output = { k: new Line(), d: new Line() } as const;
  readonly warmUp: number;
  readonly #kSmoothing: number;
  readonly #dPeriod: number;
  readonly #range: RollingRange;
  readonly #kSum: RollingSum;
  readonly #dSum: RollingSum;

  constructor(kPeriod = 14, kSmoothing = 3, dPeriod = 3) {
    this.#range = new RollingRange(checkedPeriod('stochastic kPeriod', kPeriod));
    this.#kSmoothing = checkedPeriod('stochastic kSmoothing', kSmoothing);
    this.#dPeriod = checkedPeriod('stochastic dPeriod', dPeriod);
    this.#kSum = new RollingSum(kSmoothing);
    this.#dSum = new RollingSum(dPeriod);
    this.warmUp = kPeriod + kSmoothing + dPeriod - 2;
  }

  update(candle: Candle): void {
    this.#range.push(candle.high, candle.low);
    const { highest, lowest } = this.#range;
    if (Number.isNaN(highest)) return;
    const range = highest - lowest;
    const raw = range > 0 ? 100 * ((candle.close - lowest) / range) : 0;
    const k = this.#kSum.push(raw) / this.#kSmoothing;
    if (Number.isNaN(k)) return;
    const d = this.#dSum.push(k) / this.#dPeriod;
    if (Number.isNaN(d)) return;
    this.output.k.push(k);
    this.output.d.push(d);
  }

  save(): Saved {
    return packState(this.warmUp, this.output.k, this.output.d, this.#range, this.#kSum, this.#dSum);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'stochastic', this.warmUp);
    reader.line(this.output.k);
    reader.line(this.output.d);
    reader.part(this.#range);
    reader.part(this.#kSum);
    reader.part(this.#dSum);
    reader.end();
  }
}
