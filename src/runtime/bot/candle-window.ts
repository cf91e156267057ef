import type { Candle } from '../../domain/index.ts';

/** Open time, open, high, low, close and volume. */
const NUMBERS = 6;

/**
 * The latest candles of one instrument, for charts and questions. A ring of numbers that is there from the beginning: what
 * it needs never grows.
 */
export class CandleWindow {
  readonly #numbers: Float64Array;
  readonly #size: number;
  #pushed = 0;

  constructor(size = 2000) {
    this.#size = size;
    this.#numbers = new Float64Array(size * NUMBERS);
  }

  push({ openTimeMs, open, high, low, close, volume }: Candle): void {
    const numbers = this.#numbers;
    const at = (this.#pushed % this.#size) * NUMBERS;
    numbers[at] = openTimeMs;
    numbers[at + 1] = open;
    numbers[at + 2] = high;
    numbers[at + 3] = low;
    numbers[at + 4] = close;
    numbers[at + 5] = volume;
    this.#pushed += 1;
  }

  /** Oldest first. */
  latest(limit: number): readonly Candle[] {
    const count = Math.max(0, Math.min(limit, this.#size, this.#pushed));
    return Array.from({ length: count }, (_, at) => this.#candle(this.#pushed - count + at));
  }

  #candle(number: number): Candle {
    const at = (number % this.#size) * NUMBERS;
    const [openTimeMs, open, high, low, close, volume] = this.#numbers.subarray(at, at + NUMBERS) as unknown as Numbers;
    return { openTimeMs, open, high, low, close, volume };
  }
}

type Numbers = [openTimeMs: number, open: number, high: number, low: number, close: number, volume: number];
