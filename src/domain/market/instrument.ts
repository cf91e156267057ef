/** A tradable pair on one venue, with the venue's rules about what it accepts. */
import { type Decimal, type Rounding, absolute, multiply, roundToStep } from '../decimal.ts';
import { type Notional, type Price, type Quantity, fromSignal, isWorthLess, notionalOf, toSignal } from '../units.ts';

/** Position of the instrument in the run's snapshot; fixed for the life of a journal. */
export type InstrumentId = number;

/** `exitOnly`: sells and cancels pass (sellable, cancel-only, delisting); `halted`: nothing passes. */
export type InstrumentStatus = 'trading' | 'exitOnly' | 'halted';

export interface Instrument {
  readonly id: InstrumentId;
  /** `BTC/USDT`, the normalised spelling. */
  readonly symbol: string;
  readonly venue: string;
  readonly base: string;
  readonly quote: string;
  readonly tickSize: Price;
  readonly stepSize: Quantity;
  readonly minQuantity: Quantity;
  readonly minNotional: Notional;
  readonly maxQuantity?: Quantity;
  /** Limit prices further than this ratio from the reference are refused, e.g. 0.08. */
  readonly priceBandRatio?: number;
  readonly makerFeeRate: Decimal;
  readonly takerFeeRate: Decimal;
  /** Where the fee is taken: always in quote, or from what is received (base on buys, quote on sells). */
  readonly feeAsset: 'quote' | 'received';
  readonly status: InstrumentStatus;
}

/** An amount out of its bounds or off its grid. */
export type AmountProblem =
  | { readonly code: 'quantityTooSmall'; readonly limit: Quantity; readonly value: Quantity }
  | { readonly code: 'quantityTooLarge'; readonly limit: Quantity; readonly value: Quantity }
  | { readonly code: 'notionalTooSmall'; readonly limit: Notional; readonly value: Notional }
  | { readonly code: 'offTick'; readonly limit: Price; readonly value: Price }
  | { readonly code: 'offStep'; readonly limit: Quantity; readonly value: Quantity };

export type OrderShapeProblem =
  | AmountProblem
  | { readonly code: 'outsidePriceBand'; readonly limit: number; readonly value: number };

/** A quantity the venue accepts, never more than asked: a sell is not rounded up, a buy not over its budget. */
export function quantizeQuantity(instrument: Instrument, quantity: Quantity): Quantity {
  return roundToStep(quantity, instrument.stepSize, 'floor') as Quantity;
}

/** A price on the tick grid; the caller names the direction that is conservative for its side. */
export function quantizePrice(instrument: Instrument, price: Price, rounding: Rounding): Price {
  return roundToStep(price, instrument.tickSize, rounding) as Price;
}

/** Whether the venue would refuse this amount for being too small to trade. */
export function isTooSmall(instrument: Instrument, quantity: Quantity, price: Price): boolean {
  return quantity < instrument.minQuantity || quantity <= 0n || isWorthLess(price, quantity, instrument.minNotional);
}

export interface OrderShape {
  readonly quantity: Quantity;
  /** The limit price, or the reference price of a market order. */
  readonly price: Price;
  readonly isLimit: boolean;
  /** Price that the venue's band is measured from. */
  readonly referencePrice: Price;
}

/** Every rule of the instrument that an order breaks; empty when the venue would accept it. */
export function orderShapeProblems(instrument: Instrument, order: OrderShape): OrderShapeProblem[] {
  const problems: OrderShapeProblem[] = amountProblems(instrument, order);
  const { priceBandRatio } = instrument;
  if (order.isLimit && priceBandRatio !== undefined && isOutsideBand(order, priceBandRatio)) {
    const value = Math.abs(toSignal(order.price) / toSignal(order.referencePrice) - 1);
    problems.push({ code: 'outsidePriceBand', limit: priceBandRatio, value });
  }
  return problems;
}

/** The same without the price band, for those who know no price that it could be measured from. */
export function amountProblems(
  instrument: Instrument,
  { quantity, price, isLimit }: Omit<OrderShape, 'referencePrice'>,
): AmountProblem[] {
  const problems: AmountProblem[] = [];
  if (quantity < instrument.minQuantity || quantity <= 0n) {
    problems.push({ code: 'quantityTooSmall', limit: instrument.minQuantity, value: quantity });
  }
  if (instrument.maxQuantity !== undefined && quantity > instrument.maxQuantity) {
    problems.push({ code: 'quantityTooLarge', limit: instrument.maxQuantity, value: quantity });
  }
  if (quantity % instrument.stepSize !== 0n) {
    problems.push({ code: 'offStep', limit: instrument.stepSize, value: quantity });
  }
  if (isWorthLess(price, quantity, instrument.minNotional)) {
    const value = notionalOf(price, quantity, 'down');
    problems.push({ code: 'notionalTooSmall', limit: instrument.minNotional, value });
  }
  if (isLimit && price % instrument.tickSize !== 0n) {
    problems.push({ code: 'offTick', limit: instrument.tickSize, value: price });
  }
  return problems;
}

/** Exact, since float64 puts the edge itself outside: 1.1 - 1 > 0.1. */
function isOutsideBand({ price, referencePrice }: OrderShape, ratio: number): boolean {
  return absolute(price - referencePrice) > multiply(referencePrice, fromSignal(ratio), 'down');
}
