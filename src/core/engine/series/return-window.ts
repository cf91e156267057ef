const SIZE = 96;
const FEWEST_PAIRS = 30;

/** The latest one-interval returns of an instrument with the open times of their candles, for correlations; 96 of them. */
export class ReturnWindow {
  readonly #values = new Float64Array(SIZE);
  readonly #openTimesMs = new Float64Array(SIZE);
  #count = 0;

  /** A return that spans a gap, or none, is not of one interval and left out by the caller. */
  push(openTimeMs: number, value: number): void {
    const at = this.#count % SIZE;
    this.#values[at] = value;
    this.#openTimesMs[at] = openTimeMs;
    this.#count += 1;
  }

  /**
   * Pearson correlation over the intervals in which both have a return; `NaN` below thirty of them. A price that stands
   * still moves with nothing: 0.
   */
  correlation(other: ReturnWindow): number {
    let [pairs, sumA, sumB, sumAa, sumBb, sumAb] = [0, 0, 0, 0, 0, 0];
    let [mine, theirs] = [this.#count - 1, other.#count - 1];
    const [myEnd, theirEnd] = [Math.max(-1, mine - SIZE), Math.max(-1, theirs - SIZE)];
    while (mine > myEnd && theirs > theirEnd) {
      const apartMs = (this.#openTimesMs[mine % SIZE] as number) - (other.#openTimesMs[theirs % SIZE] as number);
      if (apartMs > 0) mine -= 1;
      else if (apartMs < 0) theirs -= 1;
      else {
        const a = this.#values[mine % SIZE] as number;
        const b = other.#values[theirs % SIZE] as number;
        pairs += 1;
        sumA += a;
        sumB += b;
        sumAa += a * a;
        sumBb += b * b;
        sumAb += a * b;
        mine -= 1;
        theirs -= 1;
      }
    }
    if (pairs < FEWEST_PAIRS) return Number.NaN;
    const covariance = pairs * sumAb - sumA * sumB;
    const spread = Math.sqrt((pairs * sumAa - sumA * sumA) * (pairs * sumBb - sumB * sumB));
    return spread > 0 ? covariance / spread : 0;
  }
}
