/** So many are kept apart before the older ones are let go. */
const GENERATION = 2048;

/**
 * Trades that were booked, by id: the latest 2048 at least, so that neither memory nor time grows with the run. An order
 * that is still known knows its own.
 */
export class TradeIds {
  #recent = new Set<string>();
  #older = new Set<string>();

  has(id: string): boolean {
    return this.#recent.has(id) || this.#older.has(id);
  }

  /** `false` when it was there before. */
  add(id: string): boolean {
    if (this.#older.has(id)) return false;
    const known = this.#recent.size;
    if (this.#recent.add(id).size === known) return false;
    if (known + 1 === GENERATION) {
      this.#older = this.#recent;
      this.#recent = new Set();
    }
    return true;
  }

  /** Oldest first. */
  list(): readonly string[] {
    return [...this.#older, ...this.#recent];
  }
}
