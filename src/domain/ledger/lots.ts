/** First in, first out: what was bought, at what cost, oldest first. */
import { assert } from '../assert.ts';
import { formatDecimal } from '../decimal.ts';

/** A purchase, or what is left of it. Taking a part leaves the rest of cost and fee here: no rounding is ever lost. */
export interface Lot {
  quantity: bigint;
  /** Quote paid for `quantity`, fees not included. */
  cost: bigint;
  /** Entry fees of `quantity` in quote terms. */
  fee: bigint;
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

  push(quantity: bigint, cost: bigint, fee: bigint): void {
    this.#lots.push({ quantity, cost, fee });
    this.#count(quantity, cost, fee);
  }

  /**
   * Removes the oldest `quantity` into `taken`. A divided lot gives its share of cost and fee rounded down.
   * @throws AssertionFailure when the queue holds less.
   */
  take(quantity: bigint): void {
    assert(quantity <= this.quantity, () => {
      return `a lane must own what it gives: owned ${formatDecimal(this.quantity)}, asked ${formatDecimal(quantity)}`;
    });
    let left = quantity;
    let cost = 0n;
    let fee = 0n;
    while (left > 0n) {
      const lot = this.#lots[this.#head];
      assert(lot !== undefined, 'lots must sum to the queue quantity');
      if (lot.quantity <= left) {
        left -= lot.quantity;
        cost += lot.cost;
        fee += lot.fee;
        this.#dropHead();
        continue;
      }
      const costShare = (lot.cost * left) / lot.quantity;
      const feeShare = lot.fee === 0n ? 0n : (lot.fee * left) / lot.quantity;
      lot.quantity -= left;
      lot.cost -= costShare;
      lot.fee -= feeShare;
      cost += costShare;
      fee += feeShare;
      left = 0n;
    }
    this.taken.quantity = quantity;
    this.taken.cost = cost;
    this.taken.fee = fee;
    this.#count(-quantity, -cost, -fee);
  }

  /** Oldest first. */
  list(): readonly Readonly<Lot>[] {
    return this.#lots.slice(this.#head);
  }

  #count(quantity: bigint, cost: bigint, fee: bigint): void {
    this.quantity += quantity;
    this.cost += cost;
    this.fee += fee;
  }

  #dropHead(): void {
    this.#head += 1;
    if (this.#head === this.#lots.length) {
      this.#lots.length = 0;
      this.#head = 0;
    } else if (this.#head >= COMPACT_FROM && this.#head * 2 >= this.#lots.length) {
      this.#lots = this.#lots.slice(this.#head);
      this.#head = 0;
    }
  }
}
