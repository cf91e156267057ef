import { type Saved, savedCount, savedNumber, savedTuple } from '../../../domain/saved.ts';
import type { Line } from '../../indicators/index.ts';

const SMOOTHING = 2 / 101;
const WARM_UP = 50;

/** What ATR usually is: an exponential mean over about a hundred candles, the latest value not included. */
export class AtrMean {
  readonly #atr: Line;
  #count = 0;
  #mean = 0;
  /** `NaN` until fifty values were seen. */
  current = Number.NaN;

  constructor(atr: Line) {
    this.#atr = atr;
  }

  /** Called once per candle, after the ATR moved. */
  update(): void {
    if (this.#count >= WARM_UP) this.current = this.#mean;
    const value = this.#atr.current;
    if (Number.isNaN(value)) return;
    this.#count += 1;
    this.#mean += (value - this.#mean) * Math.max(SMOOTHING, 1 / this.#count);
  }

  /** The ATR itself is saved by its own series. */
  save(): Saved {
    return [this.#count, this.#mean, this.current];
  }

  /** @throws UnreadableSave on what `save` never gave. */
  restore(saved: Saved): void {
    const [count, mean, current] = savedTuple(saved, 'atrMean', 3);
    this.#count = savedCount(count, 'atrMean count');
    this.#mean = savedNumber(mean, 'atrMean mean');
    this.current = savedNumber(current, 'atrMean current');
  }
}
