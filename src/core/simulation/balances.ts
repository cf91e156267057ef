/** What the venue holds for us, by asset. Its own truth: it never looks at the engine's ledger. */
import { assert } from '../../domain/assert.ts';
import type { Decimal } from '../../domain/decimal.ts';

export interface Balance {
  readonly asset: string;
  free: Decimal;
  /** Reserved by working orders. */
  locked: Decimal;
}

export class Balances {
  readonly #balances = new Map<string, Balance>();

  constructor(balances: Readonly<Record<string, Decimal>>) {
    for (const [asset, amount] of Object.entries(balances)) {
      assert(amount >= 0n, () => `a balance must not be negative, ${asset} was ${amount}`);
      this.of(asset).free = amount;
    }
  }

  /** The balance of an asset, opened empty when there is none. */
  of(asset: string): Balance {
    const known = this.#balances.get(asset);
    if (known) return known;
    const opened: Balance = { asset, free: 0n, locked: 0n };
    this.#balances.set(asset, opened);
    return opened;
  }

  total(asset: string): Decimal {
    const balance = this.#balances.get(asset);
    return balance ? balance.free + balance.locked : 0n;
  }

  available(asset: string): Decimal {
    return this.#balances.get(asset)?.free ?? 0n;
  }
}

/** Moves an amount from free to locked; the caller has checked that it is there. */
export function lock(balance: Balance, amount: Decimal): void {
  assert(amount <= balance.free, () => `${balance.asset} to lock must be free: ${amount} of ${balance.free}`);
  balance.free -= amount;
  balance.locked += amount;
}

export function unlock(balance: Balance, amount: Decimal): void {
  assert(amount <= balance.locked, () => `${balance.asset} to unlock must be locked: ${amount} of ${balance.locked}`);
  balance.locked -= amount;
  balance.free += amount;
}
