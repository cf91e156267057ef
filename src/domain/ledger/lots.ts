/** What was bought, at what cost: first in, first out, but for sales that name their lot. */
import { assert } from '../assert.ts';
import { formatDecimal } from '../decimal.ts';
import { type Saved, savedAmount, savedList, savedText, savedTuple } from '../saved.ts';
import { shorten } from '../shorten.ts';

/** A purchase, or what is left of it. Taking a part leaves the rest of cost and fee here: no rounding is ever lost. */
export interface Lot {
  quantity: bigint;
  /** Quote paid for `quantity`, fees not included. */
  cost: bigint;
  /** Entry fees of `quantity` in quote terms. */
  fee: bigint;
  readonly name?: string | undefined;
}

const COMPACT_FROM = 64;

/** A queue of lots and their sums; every operation is amortized O(1) per lot. */
export class LotQueue {
  quantity = 0n;
  cost = 0n;
  fee = 0n;
  /** What the latest `take` removed; read it before the next one. */
  readonly taken: Lot = { quantity: 0n, cost: 0n, fee: 0n };
  #lots: Lot[] = [];
  #head = 0;

  push(quantity: bigint, cost: bigint, fee: bigint, name?: string): void {
    this.#lots.push({ quantity, cost, fee, name });
    this.#count(quantity, cost, fee);
  }

  /**
   * Removes `quantity` into `taken`: of the lots of that name first, then the oldest. A divided lot gives its share of cost
   * and fee rounded down. A lot of which the fee has taken every coin goes with its name, at the latest with the last coin.
   * @throws AssertionFailure when the queue holds less.
   */
  take(quantity: bigint, name?: string): void {
    assert(quantity <= this.quantity, () => {
      return `a lane must own what it gives: owned ${formatDecimal(this.quantity)}, asked ${formatDecimal(quantity)}`;
    });
    const { taken } = this;
    taken.quantity = 0n;
    taken.cost = 0n;
    taken.fee = 0n;
    if (quantity === 0n) return;
    if (quantity === this.quantity) return this.#takeAll();
    if (name !== undefined) this.#takeNamed(name, quantity);
    while (taken.quantity < quantity) {
      const lot = this.#lots[this.#head];
      assert(lot !== undefined, 'lots must sum to the queue quantity');
      if (this.#takeOf(lot, quantity - taken.quantity)) this.#dropHead();
    }
    this.#count(-quantity, -taken.cost, -taken.fee);
  }

  /** What is left of the lots of that name. */
  quantityOf(name: string): bigint {
    let quantity = 0n;
    for (let at = this.#head; at < this.#lots.length; at += 1) {
      const lot = this.#lots[at] as Lot;
      if (lot.name === name) quantity += lot.quantity;
    }
    return quantity;
  }

  /** Oldest first. */
  list(): readonly Readonly<Lot>[] {
    return this.#lots.slice(this.#head);
  }

  /** As if nothing had ever been pushed. */
  empty(): void {
    shorten(this.#lots, 0);
    this.#head = 0;
    this.quantity = 0n;
    this.cost = 0n;
    this.fee = 0n;
  }

  save(): Saved {
    return this.list().map(({ quantity, cost, fee, name }) => [quantity, cost, fee, name ?? null]);
  }

  /** Of a queue that is empty. @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    for (const lot of savedList(saved, 'lots')) {
      const [quantity, cost, fee, name] = savedTuple(lot, 'lot', 4);
      const isNamed = name !== null;
      this.push(
        savedAmount(quantity, 'lot quantity'),
        savedAmount(cost, 'lot cost'),
        savedAmount(fee, 'lot fee'),
        isNamed ? savedText(name, 'lot name') : undefined,
      );
    }
  }

  /** The sums are what all lots hold, lots without coins included. */
  #takeAll(): void {
    const { taken } = this;
    taken.quantity = this.quantity;
    taken.cost = this.cost;
    taken.fee = this.fee;
    this.empty();
  }

  #takeNamed(name: string, most: bigint): void {
    const { taken } = this;
    for (let at = this.#head; at < this.#lots.length; ) {
      const lot = this.#lots[at] as Lot;
      if (lot.name === name && this.#takeOf(lot, most - taken.quantity)) this.#lots.splice(at, 1);
      else at += 1;
    }
  }

  /** Moves up to so much of a lot into `taken`; says whether that was all of it. */
  #takeOf(lot: Lot, most: bigint): boolean {
    const { taken } = this;
    if (lot.quantity <= most) {
      taken.quantity += lot.quantity;
      taken.cost += lot.cost;
      taken.fee += lot.fee;
      return true;
    }
    const cost = (lot.cost * most) / lot.quantity;
    const fee = lot.fee === 0n ? 0n : (lot.fee * most) / lot.quantity;
    lot.quantity -= most;
    lot.cost -= cost;
    lot.fee -= fee;
    taken.quantity += most;
    taken.cost += cost;
    taken.fee += fee;
    return false;
  }

  #count(quantity: bigint, cost: bigint, fee: bigint): void {
    this.quantity += quantity;
    this.cost += cost;
    this.fee += fee;
  }

  #dropHead(): void {
    this.#head += 1;
    if (this.#head >= COMPACT_FROM && this.#head * 2 >= this.#lots.length) {
      this.#lots = this.#lots.slice(this.#head);
      this.#head = 0;
    }
  }
}
