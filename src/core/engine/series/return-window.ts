import { type Saved, savedCount, savedNumbers, savedTuple } from '../../../domain/saved.ts';

const SIZE = 96;
const FEWEST_PAIRS = 30;
/** A return is a ratio of prices, which float64 gives to within so much. */
const ROUNDING = 4 * Number.EPSILON;

/** The latest gross returns over one interval, close by close before, with the open times of their candles; 96 of them. */
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

  save(): Saved {
    const used = Math.min(this.#count, SIZE);
    const [values, openTimesMs] = [this.#values.subarray(0, used), this.#openTimesMs.subarray(0, used)];
    return [this.#count, Array.from(values), Array.from(openTimesMs)];
  }

  /** @throws UnreadableSave on what `save` never gave. */
  restore(saved: Saved): void {
    const [count, values, openTimesMs] = savedTuple(saved, 'returns', 3);
    this.#count = savedCount(count, 'returns count');
    const used = Math.min(this.#count, SIZE);
    this.#values.set(savedNumbers(values, 'returns values', used));
    this.#openTimesMs.set(savedNumbers(openTimesMs, 'returns openTimesMs', used));
  }

  /**
   * Pearson correlation over the intervals in which both have a return, -1..1, bit for bit the same from either side;
   * `NaN` below thirty of them. Returns that never change, as of a price that stands still, move with nothing: 0.
   * Summed as Welford (1962) does, since sums of squares leave rounding where steady growth has no variance.
   */
  correlation(other: ReturnWindow): number {
    let [pairs, meanA, meanB, squaresA, squaresB, products] = [0, 0, 0, 0, 0, 0];
    let [mine, theirs] = [this.#count - 1, other.#count - 1];
    const [myEnd, theirEnd] = [Math.max(-1, mine - SIZE), Math.max(-1, theirs - SIZE)];
    while (mine > myEnd && theirs > theirEnd) {
      const apartMs = (this.#openTimesMs[mine % SIZE] as number) - (other.#openTimesMs[theirs % SIZE] as number);
      if (apartMs >= 0) mine -= 1;
      if (apartMs <= 0) theirs -= 1;
      if (apartMs !== 0) continue;
      const a = (this.#values[(mine + 1) % SIZE] as number) - meanA;
      const b = (other.#values[(theirs + 1) % SIZE] as number) - meanB;
      const share = pairs / (pairs + 1);
      pairs += 1;
      meanA += a / pairs;
      meanB += b / pairs;
      squaresA += a * a * share;
      squaresB += b * b * share;
      products += a * b * share;
    }
    if (pairs < FEWEST_PAIRS) return Number.NaN;
    if (Math.min(squaresA, squaresB) <= pairs * ROUNDING ** 2) return 0;
    return Math.max(-1, Math.min(1, products / Math.sqrt(squaresA * squaresB)));
  }
}
