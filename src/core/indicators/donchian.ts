import type { Candle } from '../../domain/candle.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod } from './parameter-checks.ts';
import { RollingMaximum } from './rolling-maximum.ts';
import { StateReader, packState } from './saved-state.ts';

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
  readonly #highs: RollingMaximum;
  readonly #negatedLows: RollingMaximum;
  /** The channel including the latest candle. */
  #highest = Number.NaN;
  #lowest = Number.NaN;

  constructor(period = 20, { excludeCurrent = true }: DonchianOptions = {}) {
    this.#highs = new RollingMaximum(checkedPeriod('donchian period', period));
    this.#negatedLows = new RollingMaximum(period);
    this.#excludesCurrent = excludeCurrent;
    this.warmUp = excludeCurrent ? period + 1 : period;
  }

  update(candle: Candle): void {
    if (this.#excludesCurrent) this.#answer();
    this.#highest = this.#highs.push(candle.high);
    this.#lowest = -this.#negatedLows.push(-candle.low);
    if (!this.#excludesCurrent) this.#answer();
  }

  save(): Float64Array {
    const { upper, middle, lower } = this.output;
    return packState(upper, middle, lower, this.#highs, this.#negatedLows, this.#highest, this.#lowest);
  }

  restore(state: Float64Array): void {
    const reader = new StateReader(state);
    reader.line(this.output.upper);
    reader.line(this.output.middle);
    reader.line(this.output.lower);
    reader.part(this.#highs);
    reader.part(this.#negatedLows);
    this.#highest = reader.number();
    this.#lowest = reader.number();
    reader.end();
  }

  #answer(): void {
    const { upper, middle, lower } = this.output;
    upper.push(this.#highest);
    middle.push((this.#highest + this.#lowest) / 2);
    lower.push(this.#lowest);
  }
}
