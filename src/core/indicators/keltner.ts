import type { Candle } from '../../domain/market/candle.ts';
import type { Saved } from '../../domain/saved.ts';
import { Atr } from './atr.ts';
import { Ema } from './ema.ts';
import type { Indicator } from './indicator.ts';
import { Line } from './line.ts';
import { checkedMultiple, checkedPeriod } from './kernels/parameter-checks.ts';
import { StateReader, packState } from './kernels/saved-state.ts';

/**
 * Keltner channel as Linda Raschke drew it: EMA of the close, plus and minus a multiple of Wilder's average true range,
 * which may look back further or less far. The three lines begin together, with the later of the two.
 */
export class Keltner implements Indicator {
  readonly output = { upper: new Line(), middle: new Line(), lower: new Line() } as const;
  readonly warmUp: number;
  readonly #multiple: number;
  readonly #average: Ema;
  readonly #range: Atr;

  constructor(period = 20, multiple = 2, atrPeriod = 10) {
    this.#average = new Ema(checkedPeriod('keltner period', period));
    this.#multiple = checkedMultiple('keltner multiple', multiple);
    this.#range = new Atr(checkedPeriod('keltner atrPeriod', atrPeriod));
    this.warmUp = Math.max(this.#average.warmUp, this.#range.warmUp);
  }

  update(candle: Candle): void {
    this.#average.push(candle.close);
    this.#range.update(candle);
    const middle = this.#average.output.current;
    const width = this.#multiple * this.#range.output.current;
    if (Number.isNaN(middle + width)) return;
    this.output.upper.push(middle + width);
    this.output.middle.push(middle);
    this.output.lower.push(middle - width);
  }

  save(): Saved {
    return packState(this.warmUp, this.output.upper, this.output.middle, this.output.lower, this.#average, this.#range);
  }

  restore(saved: Saved): void {
    const reader = new StateReader(saved, 'keltner', this.warmUp);
    reader.line(this.output.upper);
    reader.line(this.output.middle);
    reader.line(this.output.lower);
    reader.part(this.#average);
    reader.part(this.#range);
    reader.end();
  }
}
