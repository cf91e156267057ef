/** Orders that a strategy wishes to rest, and what it sees of them. */
import type { Side } from '../../../domain/orders/order.ts';

/**
 * One order at a limit price, named by its level: the engine keeps it at the venue until it has filled or is not wished
 * any more, and never two of one level.
 */
export interface RestingOrder {
  /** One to twenty letters, digits, `.`, `_` or `-`; a buy gives its lot this name. */
  readonly level: string;
  readonly side: Side;
  readonly price: number;
  /** Base; a sale without it sells its lot. */
  readonly quantity?: number;
  /** Of a buy in place of `quantity`: quote to spend, fees included. */
  readonly quote?: number;
  /** Of a sale: the lot it takes first, by the level that bought it; default the oldest. */
  readonly lot?: string;
  readonly timeInForce?: 'gtc' | 'postOnly';
  /** Absolute prices, as of an entry; they count from the first fill on. */
  readonly stopPrice?: number;
  readonly targetPrice?: number;
}

export interface RestOptions {
  readonly reason: string;
  readonly tag?: string;
  /** All that shall rest from now on; levels that are not among them are canceled. */
  readonly orders: readonly RestingOrder[];
}

/**
 * What shall rest. It stays until the next statement; a level whose order has filled is done until it is stated again, one
 * whose order has ended otherwise is tried again.
 */
export interface Rest extends RestOptions {
  readonly kind: 'rest';
}

/** How a stated level stands. */
export interface RestingView {
  readonly level: string;
  readonly side: Side;
  readonly price: number;
  /** Base that is still to fill. */
  readonly quantity: number;
  /** `live` is at the venue or on its way there, `leaving` is being canceled, `missing` is wished and not there. */
  readonly status: 'live' | 'leaving' | 'missing';
  /** Why it is missing; empty otherwise. */
  readonly reason: string;
}

/** A purchase that is still held, or what is left of it. */
export interface LotView {
  /** The level that bought it; empty for an ordinary entry. */
  readonly level: string;
  readonly quantity: number;
  /** Fees not included. */
  readonly price: number;
}
