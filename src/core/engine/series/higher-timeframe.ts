import type { Candle } from '../../../domain/market/candle.ts';
import { intervalOpenMs } from '../../../domain/market/timeframe.ts';
import { type Saved, savedFlag, savedNumbers, savedTuple } from '../../../domain/saved.ts';
import { IndicatorHub } from './indicator-hub.ts';
import type { Unrestored } from './saved-parts.ts';

/**
 * A higher timeframe built from the base candles. Its candle closes with the base candle that ends the interval, or,
 * when that one is missing, as soon as a candle of a later interval arrives: never before it is complete. One whose
 * beginning was not seen, because the series starts or a gap ends inside of it, is no candle.
 */
export class HigherTimeframe {
  readonly hub = new IndicatorHub();
  readonly intervalMs: number;
  readonly #baseIntervalMs: number;
  readonly #forming = { openTimeMs: Number.NaN, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  #isWhole = false;
  #isHeld = false;

  constructor(intervalMs: number, baseIntervalMs: number) {
    this.intervalMs = intervalMs;
    this.#baseIntervalMs = baseIntervalMs;
  }

  update(candle: Candle): void {
    const forming = this.#forming;
    const openTimeMs = intervalOpenMs(candle.openTimeMs, this.intervalMs);
    let hasClosed = false;
    if (forming.openTimeMs !== openTimeMs) {
      hasClosed = this.#close();
      this.#begin(candle, openTimeMs);
    }
    forming.high = Math.max(forming.high, candle.high);
    forming.low = Math.min(forming.low, candle.low);
    forming.close = candle.close;
    forming.volume += candle.volume;
    const isLast = candle.openTimeMs + this.#baseIntervalMs >= openTimeMs + this.intervalMs;
    if (isLast) hasClosed = this.#close() || hasClosed;
    if (this.#isHeld !== hasClosed) return;
    this.#isHeld = !hasClosed;
    this.hub.hold(this.#isHeld);
  }

  save(): Saved {
    const { openTimeMs, open, high, low, close, volume } = this.#forming;
    return [[openTimeMs, open, high, low, close, volume], this.#isWhole, this.#isHeld, this.hub.save()];
  }

  /** As `IndicatorHub.restore`, of which the answer is. */
  restore(saved: Saved): Unrestored {
    const [forming, isWhole, isHeld, hub] = savedTuple(saved, 'timeframe', 4);
    const [openTimeMs, open, high, low, close, volume] = savedNumbers(forming, 'timeframe forming', 6);
    Object.assign(this.#forming, { openTimeMs, open, high, low, close, volume });
    this.#isWhole = savedFlag(isWhole, 'timeframe isWhole');
    this.#isHeld = savedFlag(isHeld, 'timeframe isHeld');
    const unrestored = this.hub.restore(hub);
    // Those that begin anew stand still with the others.
    this.hub.hold(this.#isHeld);
    return unrestored;
  }

  #begin(candle: Candle, openTimeMs: number): void {
    const forming = this.#forming;
    this.#isWhole = candle.openTimeMs === openTimeMs;
    forming.openTimeMs = openTimeMs;
    forming.open = candle.open;
    forming.high = candle.high;
    forming.low = candle.low;
    forming.volume = 0;
  }

  /** Whether that makes a candle. */
  #close(): boolean {
    if (!this.#isWhole) return false;
    this.hub.update(this.#forming);
    this.#isWhole = false;
    return true;
  }
}
