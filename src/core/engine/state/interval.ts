import type { Candle } from '../../../domain/market/candle.ts';

/** The interval at hand: it ends once, when every instrument was told, and everything is judged at that moment. */
export class Interval {
  /** Of the candles that are being told; `NaN` before the first. */
  openTimeMs = Number.NaN;
  /** Open time of the latest interval that has ended. */
  endedOpenMs = Number.NaN;
  /** Instruments whose candle was told. */
  told = 0;
  /** Whether every instrument had a candle in the latest interval that has ended, and in the one before that. */
  isSteady = true;
  readonly #intervalMs: number;
  #wasWhole = true;

  constructor(intervalMs: number) {
    this.#intervalMs = intervalMs;
  }

  /** Close time of the latest interval that has ended. */
  get closeTimeMs(): number {
    return this.endedOpenMs + this.#intervalMs;
  }

  /** Whether candles were told that have not been judged. */
  get isOpen(): boolean {
    return this.told > 0;
  }

  /** Whether a candle comes too late to be decided on: its interval has ended, or a later one is being told. */
  isPast(openTimeMs: number): boolean {
    return openTimeMs <= this.endedOpenMs || openTimeMs < this.openTimeMs;
  }

  /** The only instrument's candle is all of its interval. */
  passed({ openTimeMs }: Candle): void {
    this.endedOpenMs = openTimeMs;
  }

  candleTold(openTimeMs: number): void {
    this.openTimeMs = openTimeMs;
    this.told += 1;
  }

  end(instruments: number): void {
    const isWhole = this.told === instruments;
    this.isSteady = isWhole && this.#wasWhole;
    this.#wasWhole = isWhole;
    this.endedOpenMs = this.openTimeMs;
    this.told = 0;
  }
}
