import { type Saved, savedList, savedText, savedTuple } from '../saved.ts';

/** So many are kept apart before the older ones are let go. */
const GENERATION = 2048;
/** Sixteen bits an id: one in sixteen that is not there looks as if it might be. */
const MARKS = GENERATION * 16;

/**
 * Trades that were booked, by id: the latest 2048 at least, so that neither memory nor time grows with the run. An order
 * that is still known knows its own.
 */
export class TradeIds {
  #recent = new Generation();
  #older = new Generation();
  /** Asked for last, and not there: whoever books a trade has asked for it first. */
  #absent: string | undefined;
  #absentHash = 0;

  has(id: string): boolean {
    const hash = hashOf(id);
    if (this.#recent.has(id, hash) || this.#older.has(id, hash)) return true;
    this.#absent = id;
    this.#absentHash = hash;
    return false;
  }

  /** `false` when it was there before. */
  add(id: string): boolean {
    if (id !== this.#absent && this.has(id)) return false;
    this.#absent = undefined;
    this.#recent.add(id, this.#absentHash);
    if (this.#recent.ids.size === GENERATION) {
      this.#older = this.#recent;
      this.#recent = new Generation();
    }
    return true;
  }

  save(): Saved {
    return [[...this.#older.ids], [...this.#recent.ids]];
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const [older, recent] = savedTuple(saved, 'trades', 2);
    this.#older = Generation.of(older);
    this.#recent = Generation.of(recent);
    this.#absent = undefined;
  }

  /** Oldest first. */
  list(): readonly string[] {
    return [...this.#older.ids, ...this.#recent.ids];
  }
}

/**
 * Some thousand ids. Nearly all that it is asked for are new: a mark for each hash tells so without a look at the set,
 * whose texts lie all over the memory.
 */
class Generation {
  readonly ids = new Set<string>();
  readonly #marks = new Uint8Array(MARKS / 8);

  /** @throws UnreadableSave */
  static of(saved: Saved | undefined): Generation {
    const generation = new Generation();
    for (const one of savedList(saved, 'trades')) {
      const id = savedText(one, 'trade');
      generation.add(id, hashOf(id));
    }
    return generation;
  }

  has(id: string, hash: number): boolean {
    const marks = this.#marks[hash >>> 3] as number;
    return ((marks >>> (hash & 7)) & 1) === 1 && this.ids.has(id);
  }

  add(id: string, hash: number): void {
    this.ids.add(id);
    const at = hash >>> 3;
    this.#marks[at] = (this.#marks[at] as number) | (1 << (hash & 7));
  }
}

/** Below `MARKS`. */
function hashOf(id: string): number {
  let hash = 0;
  for (let at = 0; at < id.length; at += 1) hash = (Math.imul(hash, 31) + id.charCodeAt(at)) | 0;
  // The last digits differ from one id to the next; the first ones move what is above the kept bits.
  return (hash ^ (hash >>> 15)) & (MARKS - 1);
}
