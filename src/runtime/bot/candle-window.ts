import type { Candle } from '../../domain/index.ts';

/** The latest candles of one instrument, for charts and questions; bounded. */
export class CandleWindow {
  readonly #candles: Candle[] = [];
  readonly #size: number;

  constructor(size = 2000) {
    this.#size = size;
  }

  push({ openTimeMs, open, high, low, close, volume }: Candle): void {
    this.#candles.push({ openTimeMs, open, high, low, close, volume });
    // Trimmed in batches: shifting one by one would move the whole array each time.
    if (this.#candles.length > this.#size * 2) this.#candles.splice(0, this.#candles.length - this.#size);
  }

  /** Oldest first. */
  latest(limit: number): readonly Candle[] {
    return this.#candles.slice(-Math.min(limit, this.#size));
  }
}
