import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import { Ema } from './ema.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedPeriod } from './kernels/parameter-checks.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * Fast EMA minus slow EMA of the close, its own EMA as signal, and their difference. As in TA-Lib the fast EMA is seeded
 * from the candles that end the slow one's seed, and all three lines begin together.
 */
export class Macd implements Indicator {
  readonly output = { macd: new Line(), signal: new Line(), histogram: new Line() } as const;
  readonly warmUp: number;
  readonly #fast: Ema;
  readonly #slow: Ema;
  readonly #signal: Ema;
  /** Candles that the fast EMA leaves out, so that both seeds end with the same candle. */
  readonly #skipped: number;
  #seen = 0;

  constructor(fast = 12, slow = 26, signal = 9) {
    checkedPeriod('macd fast', fast, 2);
    checkedPeriod('macd slow', slow, 2);
    checkedPeriod('macd signal', signal);
    if (fast >= slow) throw new RangeError(`macd fast must be below slow, which is ${slow}, value was ${fast}`);
    this.#fast = new Ema(fast);
    this.#slow = new Ema(slow);
    this.#signal = new Ema(signal);
    this.#skipped = slow - fast;
    this.warmUp = slow + signal - 1;
  }

  update({ close }: Candle): void {
    this.#slow.push(close);
    if (this.#seen >= this.#skipped) this.#fast.push(close);
    else this.#seen += 1;
    const macd = this.#fast.output.current - this.#slow.output.current;
    if (Number.isNaN(macd)) return;
    this.#signal.push(macd);
    const signal = this.#signal.output.current;
    if (Number.isNaN(signal)) return;
    this.output.macd.push(macd);
    this.output.signal.push(signal);
    this.output.histogram.push(macd - signal);
  }

  save(): Saved {
    const { macd, signal, histogram } = this.output;
    return packState(this.warmUp, macd, signal, histogram, this.#fast, this.#slow, this.#signal, this.#seen);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'macd', this.warmUp);
    reader.line(this.output.macd);
    reader.line(this.output.signal);
    reader.line(this.output.histogram);
    reader.part(this.#fast);
    reader.part(this.#slow);
    reader.part(this.#signal);
    this.#seen = reader.count(this.#skipped);
    reader.end();
  }
}
