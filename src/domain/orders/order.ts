/** What goes to a venue and the states it can be in. */
import type { InstrumentId } from '../market/instrument.ts';
import type { Notional, Price, Quantity } from '../units.ts';

export type Side = 'buy' | 'sell';

/** Maker or taker, as the venue reports it. */
export type Liquidity = 'maker' | 'taker';

/** `postOnly` is refused when it would trade at once; `ioc` cancels what does not fill at once. */
export type TimeInForce = 'gtc' | 'ioc' | 'fok' | 'postOnly';

/** Why the order exists; everything but `entry` only ever shrinks a position. */
export type OrderPurpose = 'entry' | 'signalExit' | 'protectiveExit' | 'operatorExit';

/** The order as it is sent. Immutable: it is what the journal can prove was meant. */
export interface OrderRequest {
  /** Deterministic, `[0-9a-z-]`, at most 28 characters, first letter not `t`. */
  readonly clientOrderId: string;
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly type: 'market' | 'limit';
  readonly timeInForce: TimeInForce;
  readonly quantity: Quantity;
  /** Limit orders only. */
  readonly price?: Price;
  /** Market buys: the most quote, fees included, that may be spent. What it does not reach is not bought. */
  readonly budget?: Notional;
  readonly purpose: OrderPurpose;
  /** The lane (strategy × instrument) that owns the order. */
  readonly lane: number;
  readonly decisionId: string;
  readonly reason: string;
  readonly tag?: string;
  /** Of an order that a strategy wishes to rest: the level that it is the one order of. */
  readonly level?: string;
  /** The lot that a sale takes first, by the level that bought it; else the oldest is taken. */
  readonly lot?: string;
}

/**
 * `intended` is durable and not yet answered for; `unknown` may or may not exist at the venue and is resolved by
 * looking, never by sending again; `failed` was proven never to have reached the venue.
 */
export type OrderStatus =
  | 'intended'
  | 'submitted'
  | 'unknown'
  | 'open'
  | 'partiallyFilled'
  | 'filled'
  | 'canceled'
  | 'rejected'
  | 'expired'
  | 'failed';

const TERMINAL: ReadonlySet<OrderStatus> = new Set(['filled', 'canceled', 'rejected', 'expired', 'failed']);

/** Terminal is final: no later report changes the status, though late fills are still booked. */
export function isTerminal(status: OrderStatus): boolean {
  return TERMINAL.has(status);
}
