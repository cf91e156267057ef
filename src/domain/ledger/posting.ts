/** Double entry: every movement of an asset names where it comes from and where it goes, so that each asset sums to 0. */
import { assert } from '../assert.ts';
import { type Decimal, formatDecimal } from '../decimal.ts';
import type { Instrument } from '../market/instrument.ts';
import { type Notional, type Quantity, notionalOf } from '../units.ts';
import type { LedgerFill } from './fill.ts';

/** `available` and `dust` are ours; `market` is the other side of our trades, `external` that of deposits and withdrawals. */
export type Account = 'available' | 'market' | 'fees' | 'dust' | 'external';

export interface Posting {
  readonly asset: string;
  readonly account: Account;
  readonly amount: Decimal;
}

/** Receives one posting; the ledger applies it, `postingsOf` collects it. */
export type Post = (asset: string, account: Account, amount: Decimal) => void;

/** Quote that a fill moves, before fees: a buy is rounded up and a sell down, both against us, at the 18th decimal. */
export function fillNotional(fill: LedgerFill): Notional {
  return notionalOf(fill.price, fill.quantity, fill.side === 'buy' ? 'up' : 'down');
}

/** The postings of one fill, what is received first: no account dips below zero on the way to a valid balance. */
export function postFill(fill: LedgerFill, instrument: Instrument, notional: Notional, post: Post): void {
  const { base, quote } = instrument;
  if (fill.side === 'buy') {
    move(base, 'market', 'available', fill.quantity, post);
    move(quote, 'available', 'market', notional, post);
  } else {
    move(quote, 'market', 'available', notional, post);
    move(base, 'available', 'market', fill.quantity, post);
  }
  if (fill.fee !== 0n) move(fill.feeAsset, 'available', 'fees', fill.fee, post);
}

/** A remainder that cannot be sold leaves the lane (`available` to `dust`) or comes back (`dust` to `available`). */
export function postDust(instrument: Instrument, quantity: Quantity, to: 'dust' | 'available', post: Post): void {
  move(instrument.base, to === 'dust' ? 'available' : 'dust', to, quantity, post);
}

/** A deposit (positive) or a withdrawal (negative). */
export function postAdjustment(asset: string, amount: Decimal, post: Post): void {
  move(asset, 'external', 'available', amount, post);
}

/** The postings of one fill as a list, exactly those that the ledger applies. */
export function postingsOf(fill: LedgerFill, instrument: Instrument): Posting[] {
  const postings: Posting[] = [];
  postFill(fill, instrument, fillNotional(fill), (asset, account, amount) => {
    postings.push({ asset, account, amount });
  });
  return postings;
}

function move(asset: string, from: Account, to: Account, amount: Decimal, post: Post): void {
  post(asset, from, -amount);
  post(asset, to, amount);
}

/** @throws AssertionFailure on a fill that no venue tells. */
export function assertBookable(fill: LedgerFill, { base }: Instrument): void {
  assert(fill.price > 0n && fill.quantity > 0n && fill.fee >= 0n, () => {
    const { price, quantity, fee } = fill;
    return `price and quantity must be positive and fee not negative, values were ${[price, quantity, fee].map(formatDecimal).join(', ')}`;
  });
  if (fill.side === 'buy' && fill.feeAsset === base) {
    assert(
      fill.fee <= fill.quantity,
      () => `a base fee must not exceed what was bought, was ${formatDecimal(fill.fee)}`,
    );
  }
}
