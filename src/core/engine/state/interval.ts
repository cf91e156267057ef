import { type Saved, restoreFields, saveFields, savedFlag, savedList } from '../../../domain/saved.ts';
import type { Candle } from '../../../domain/market/candle.ts';

const FIELDS = ['openTimeMs', 'endedOpenMs', 'told', 'isSteady'] as const;

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

  /** What a candle ends: as the first of a later interval, or as the last one of its own. */
  endedBy(openTimeMs: number, instruments: number): number | undefined {
    if (this.isOpen && openTimeMs > this.openTimeMs) return this.openTimeMs;
    return !this.isPast(openTimeMs) && this.told + 1 === instruments ? openTimeMs : undefined;
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

  save(): Saved {
    return [...saveFields(this, FIELDS), this.#wasWhole];
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const values = savedList(saved, 'interval', FIELDS.length + 1);
    restoreFields(this, FIELDS, { saved: values.slice(0, -1), what: 'interval' });
    this.#wasWhole = savedFlag(values.at(-1), 'interval');
  }
}
