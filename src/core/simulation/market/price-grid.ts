import { type Decimal, formatDecimal } from '../../../domain/decimal.ts';

/** Rounds float64 to multiples of an exact step such that the result is the float64 nearest to the decimal. */
export class PriceGrid {
  readonly #scale: number;
  readonly #multiple: number;

  constructor(step: Decimal) {
    const [whole = '', fraction = ''] = formatDecimal(step).split('.');
    this.#scale = 10 ** fraction.length;
    // Both are whole numbers, so that the one division below is the only rounding.
    this.#multiple = Number(whole + fraction);
  }

  /** The nearest multiple, at least one step. */
  round(value: number): number {
    const steps = Math.round((value * this.#scale) / this.#multiple);
    return (Math.max(1, steps) * this.#multiple) / this.#scale;
  }

  /** The next multiple below, possibly 0. */
  floor(value: number): number {
    return (Math.floor((value * this.#scale) / this.#multiple) * this.#multiple) / this.#scale;
  }
}
