const SIZE = 96;

/** The latest returns of an instrument, for correlations; 96 candles. */
export class ReturnWindow {
  readonly #values = new Float64Array(SIZE);
  #count = 0;

  push(value: number): void {
    this.#values[this.#count % SIZE] = Number.isFinite(value) ? value : 0;
    this.#count += 1;
  }

  /** Pearson correlation over the candles both have seen; `NaN` below thirty of them. */
  correlation(other: ReturnWindow): number {
    const size = Math.min(SIZE, this.#count, other.#count);
    if (size < 30) return Number.NaN;
    let [sumA, sumB, sumAa, sumBb, sumAb] = [0, 0, 0, 0, 0];
    for (let back = 1; back <= size; back += 1) {
      const a = this.#values[(this.#count - back) % SIZE] as number;
      const b = other.#values[(other.#count - back) % SIZE] as number;
      sumA += a;
      sumB += b;
      sumAa += a * a;
      sumBb += b * b;
      sumAb += a * b;
    }
    const covariance = size * sumAb - sumA * sumB;
    const spread = Math.sqrt((size * sumAa - sumA * sumA) * (size * sumBb - sumB * sumB));
    return spread > 0 ? covariance / spread : Number.NaN;
  }
}
