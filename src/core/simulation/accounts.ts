/** What the venue holds for us, by asset. Its own truth: it never looks at the engine's ledger. */
import { assert } from '../../domain/assert.ts';
import type { Decimal } from '../../domain/decimal.ts';

export interface Account {
  readonly asset: string;
  free: Decimal;
  /** Reserved by working orders. */
  locked: Decimal;
}

export class Accounts {
  readonly #accounts = new Map<string, Account>();

  constructor(balances: Readonly<Record<string, Decimal>>) {
    for (const [asset, amount] of Object.entries(balances)) {
      assert(amount >= 0n, () => `a balance must not be negative, ${asset} was ${amount}`);
      this.of(asset).free = amount;
    }
  }

  /** The account of an asset, opened empty when there is none. */
  of(asset: string): Account {
    const known = this.#accounts.get(asset);
    if (known) return known;
    const opened: Account = { asset, free: 0n, locked: 0n };
    this.#accounts.set(asset, opened);
    return opened;
  }

  total(asset: string): Decimal {
    const account = this.#accounts.get(asset);
    return account ? account.free + account.locked : 0n;
  }

  available(asset: string): Decimal {
    return this.#accounts.get(asset)?.free ?? 0n;
  }
}

/** Moves an amount from free to locked; the caller has checked that it is there. */
export function lock(account: Account, amount: Decimal): void {
  assert(amount <= account.free, () => `${account.asset} to lock must be free: ${amount} of ${account.free}`);
  account.free -= amount;
  account.locked += amount;
}

export function unlock(account: Account, amount: Decimal): void {
  assert(amount <= account.locked, () => `${account.asset} to unlock must be locked: ${amount} of ${account.locked}`);
  account.locked -= amount;
  account.free += amount;
}
