import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { NEGLIGIBLE_RATIO } from './kernels/negligible.ts';
import { checkedPeriod } from './kernels/parameter-checks.ts';
import { StateReader, packState } from './kernels/saved-state.ts';
import { trueRange } from './kernels/true-range.ts';

/**
 * Average directional index and both directional indicators, 0..100, as TA-Lib's ADX, PLUS_DI and MINUS_DI. The
 * indicators exist n candles before the index does; all three lines begin together, with the index. On a flat market
 * movement and range shrink alike, so the directional indicators stay where they were; 0 if there never was a movement.
 */
export class Adx implements Indicator {
  readonly output = { adx: new Line(), plusDi: new Line(), minusDi: new Line() } as const;
  readonly warmUp: number;
  readonly #period: number;
  #seen = 0;
  #highBefore = Number.NaN;
  #lowBefore = Number.NaN;
  #closeBefore = Number.NaN;
  /** Wilder's running sums: each step loses the n-th part of itself and gains the candle's value. */
  #plusMovement = 0;
  #minusMovement = 0;
  #range = 0;
  /** Sum of the first n directional indexes, their smoothed average afterwards. */
  #average = 0;

  constructor(period = 14) {
    this.#period = checkedPeriod('adx period', period, 2);
    this.warmUp = 2 * period;
  }

  update(candle: Candle): void {
    const up = candle.high - this.#highBefore;
    const down = this.#lowBefore - candle.low;
    const range = trueRange(candle, this.#closeBefore);
    this.#highBefore = candle.high;
    this.#lowBefore = candle.low;
    this.#closeBefore = candle.close;
    if (this.#seen < this.warmUp) this.#seen += 1;
    if (this.#seen === 1) return;

    const period = this.#period;
    const isSeeding = this.#seen <= period;
    const kept = isSeeding ? 1 : 1 - 1 / period;
    this.#plusMovement = this.#plusMovement * kept + (up > 0 && up > down ? up : 0);
    this.#minusMovement = this.#minusMovement * kept + (down > 0 && down > up ? down : 0);
    this.#range = this.#range * kept + range;
    if (!isSeeding) this.#answer(candle.close * NEGLIGIBLE_RATIO);
  }

  save(): Saved {
    const { adx, plusDi, minusDi } = this.output;
    const before = [this.#highBefore, this.#lowBefore, this.#closeBefore];
    const sums = [this.#plusMovement, this.#minusMovement, this.#range, this.#average];
    return packState(this.warmUp, adx, plusDi, minusDi, this.#seen, ...before, ...sums);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'adx', this.warmUp);
    reader.line(this.output.adx);
    reader.line(this.output.plusDi);
    reader.line(this.output.minusDi);
    this.#seen = reader.count(this.warmUp);
    this.#highBefore = reader.number();
    this.#lowBefore = reader.number();
    this.#closeBefore = reader.number();
    this.#plusMovement = reader.number();
    this.#minusMovement = reader.number();
    this.#range = reader.number();
    this.#average = reader.number();
    reader.end();
  }

  #answer(negligible: number): void {
    const { adx, plusDi, minusDi } = this.output;
    const period = this.#period;
    const hasRange = this.#range > negligible;
    const plus = hasRange ? 100 * (this.#plusMovement / this.#range) : latest(plusDi);
    const minus = hasRange ? 100 * (this.#minusMovement / this.#range) : latest(minusDi);
    const total = plus + minus;
    const index = total > 0 ? 100 * (Math.abs(plus - minus) / total) : Number.NaN;
    const wasWarm = !Number.isNaN(adx.current);
    if (!wasWarm) this.#average += total > 0 ? index : 0;
    else if (total > 0) this.#average = (this.#average * (period - 1) + index) / period;
    if (this.#seen < this.warmUp) return;
    if (!wasWarm) this.#average /= period;
    adx.push(this.#average);
    plusDi.push(plus);
    minusDi.push(minus);
  }
}

function latest({ current }: Line): number {
  return Number.isNaN(current) ? 0 : current;
}
