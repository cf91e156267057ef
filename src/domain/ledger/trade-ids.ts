import { type Saved, savedList, savedText, savedTuple } from '../saved.ts';

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

  save(): Saved {
    return [[...this.#older], [...this.#recent]];
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const [older, recent] = savedTuple(saved, 'trades', 2);
    this.#older = new Set(savedList(older, 'trades').map((id) => savedText(id, 'trade')));
    this.#recent = new Set(savedList(recent, 'trades').map((id) => savedText(id, 'trade')));
  }

  /** Oldest first. */
  list(): readonly string[] {
    return [...this.#older, ...this.#recent];
  }
}
