import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod, checkedSwitch } from './kernels/parameter-checks.ts';
import { RollingRange } from './kernels/rolling-range.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

export interface DonchianOptions {
  /**
   * True (the default): the channel of the n candles *before* the current one, which the current close can break out
   * of. False: the n candles ending with the current one, as TA-Lib's MAX and MIN; no close ever leaves that channel.
   */
  readonly excludeCurrent?: boolean;
}

/** Donchian channel: highest high and lowest low of n candles, and the middle between them. */
export class Donchian implements Indicator {
  readonly output = { upper: new Line(), middle: new Line(), lower: new Line() } as const;
  readonly warmUp: number;
  readonly #excludesCurrent: boolean;
  readonly #range: RollingRange;

  constructor(period = 20, { excludeCurrent = true }: DonchianOptions = {}) {
    this.#range = new RollingRange(checkedPeriod('donchian period', period));
    this.#excludesCurrent = checkedSwitch('donchian excludeCurrent', excludeCurrent);
    this.warmUp = excludeCurrent ? period + 1 : period;
  }

  update({ high, low }: Candle): void {
    const range = this.#range;
    // Until it takes the current candle, the range is that of the candles before it.
    if (!this.#excludesCurrent) range.push(high, low);
    const { highest, lowest } = range;
    this.output.upper.push(highest);
    this.output.middle.push((highest + lowest) / 2);
    this.output.lower.push(lowest);
    if (this.#excludesCurrent) range.push(high, low);
  }

  save(): Saved {
    return packState(this.warmUp, this.output.upper, this.output.middle, this.output.lower, this.#range);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'donchian', this.warmUp);
    reader.line(this.output.upper);
    reader.line(this.output.middle);
    reader.line(this.output.lower);
    reader.part(this.#range);
    reader.end();
  }
}
