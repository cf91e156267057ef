/** Amounts by asset and account; knows nothing of lanes, prices or profit. */
import { AssertionFailure } from '../assert.ts';
import { type Decimal, formatDecimal } from '../decimal.ts';
import { type Saved, restoreFields, saveFields, savedAmount, savedList, savedText } from '../saved.ts';
import type { Account, Post } from './posting.ts';

/** The accounts of one asset. They always sum to `initial`. */
export class AssetAccounts {
  readonly asset: string;
  readonly initial: Decimal;
  available: Decimal;
  dust: Decimal = 0n;
  market: Decimal = 0n;
  fees: Decimal = 0n;
  external: Decimal = 0n;
  /** The part of `fees` that no lot paid for and no quote amount includes: valued at the asset's own mark. */
  unvaluedFees: Decimal = 0n;

  constructor(asset: string, initial: Decimal) {
    this.asset = asset;
    this.initial = initial;
    this.available = initial;
  }

  /** Everything we hold of the asset, as the venue sees it. */
  get total(): Decimal {
    return this.available + this.dust;
  }
}

const AMOUNTS = ['available', 'dust', 'market', 'fees', 'external', 'unvaluedFees'] as const;

/** The accounts of every asset the run has seen. */
export class Accounts {
  readonly #assets = new Map<string, AssetAccounts>();

  constructor(balances: Readonly<Record<string, Decimal>>) {
    for (const [asset, amount] of Object.entries(balances)) {
      if (amount < 0n) refuse(asset, 'available', amount, 0n);
      this.#assets.set(asset, new AssetAccounts(asset, amount));
    }
  }

  /** Without opening accounts: a question must leave no trace. */
  total(asset: string): Decimal {
    return this.#assets.get(asset)?.total ?? 0n;
  }

  /** The accounts of an asset, opened at zero when it was not known. */
  of(asset: string): AssetAccounts {
    const known = this.#assets.get(asset);
    if (known !== undefined) return known;
    const opened = new AssetAccounts(asset, 0n);
    this.#assets.set(asset, opened);
    return opened;
  }

  save(): Saved {
    return this.sorted().map((accounts) => [accounts.asset, accounts.initial, ...saveFields(accounts, AMOUNTS)]);
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    this.#assets.clear();
    this.takeOver(saved);
  }

  /** The same of some assets; the others stay. @throws UnreadableSave */
  takeOver(saved: Saved | undefined): void {
    for (const one of savedList(saved, 'accounts')) {
      const [asset, initial, ...amounts] = savedList(one, 'accounts', AMOUNTS.length + 2);
      const accounts = new AssetAccounts(savedText(asset, 'asset'), savedAmount(initial, 'initial balance'));
      restoreFields(accounts, AMOUNTS, { saved: amounts, what: accounts.asset });
      this.#assets.set(accounts.asset, accounts);
    }
  }

  /** In the order of their names, so that two ledgers compare equal whatever came first. */
  sorted(): AssetAccounts[] {
    return [...this.#assets.values()].toSorted((a, b) => (a.asset < b.asset ? -1 : 1));
  }

  /**
   * Applies one posting.
   * @throws AssertionFailure when what we hold would become negative. Dust counts as held: a fee may be taken from it,
   * and is moved out of the dust account right after.
   */
  readonly apply: Post = (asset, account, amount) => {
    const accounts = this.of(asset);
    const next = accounts[account] + amount;
    if (next < 0n) {
      if (account === 'dust' || (account === 'available' && next + accounts.dust < 0n)) {
        refuse(asset, account, accounts[account], amount);
      }
    }
    accounts[account] = next;
  };
}

function refuse(asset: string, account: Account, held: Decimal, amount: Decimal): never {
  throw new AssertionFailure(
    `${asset} ${account} must not be negative: held ${formatDecimal(held)}, change ${formatDecimal(amount)}`,
  );
}
