/** Equity at the close of every interval, as growing columns. */
export class EquityCurve {
  #timeMs: Float64Array;
  #equity: Float64Array;
  #length = 0;

  constructor(expectedLength = 1024) {
    this.#timeMs = new Float64Array(expectedLength);
    this.#equity = new Float64Array(expectedLength);
  }

  push(timeMs: number, equity: number): void {
    if (this.#length === this.#timeMs.length) this.#grow();
    this.#timeMs[this.#length] = timeMs;
    this.#equity[this.#length] = equity;
    this.#length += 1;
  }

  get length(): number {
    return this.#length;
  }

  /** Close times, Unix milliseconds. */
  get timeMs(): Float64Array {
    return this.#timeMs.subarray(0, this.#length);
  }

  get equity(): Float64Array {
    return this.#equity.subarray(0, this.#length);
  }

  #grow(): void {
    const size = Math.max(1024, this.#length * 2);
    const timeMs = new Float64Array(size);
    const equity = new Float64Array(size);
    timeMs.set(this.#timeMs);
    equity.set(this.#equity);
    this.#timeMs = timeMs;
    this.#equity = equity;
  }
}
