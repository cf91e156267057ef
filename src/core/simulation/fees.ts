/**
 * What a fill costs. Fees and notionals are rounded down to the eighteenth decimal: the parts of an order then never
 * cost more than the whole, so what was locked for it always suffices.
 */
import { type Decimal, ONE, multiply } from '../../domain/decimal.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { Liquidity } from '../../domain/orders/order.ts';
import { type Notional, type Price, type Quantity, notionalOf } from '../../domain/units.ts';

/** Whether a fill's fee is taken in base; else it is in quote. */
export function isFeeInBase(instrument: Instrument, isBuy: boolean): boolean {
  return isBuy && instrument.feeAsset === 'received';
}

export function feeRate(instrument: Instrument, liquidity: Liquidity): Decimal {
  return liquidity === 'maker' ? instrument.makerFeeRate : instrument.takerFeeRate;
}

/** Quote that a buy of `quantity` takes at most, fees in quote included. */
export function worstCost(instrument: Instrument, price: Price, quantity: Quantity): Notional {
  const notional = notionalOf(price, quantity, 'up');
  if (isFeeInBase(instrument, true)) return notional;
  const { makerFeeRate, takerFeeRate } = instrument;
  const rate = makerFeeRate > takerFeeRate ? makerFeeRate : takerFeeRate;
  return (notional + multiply(notional, rate, 'up')) as Notional;
}

/** The largest quantity on the step grid that `money` pays for as a taker, fees in quote included. */
export function affordableQuantity(instrument: Instrument, price: Price, money: Decimal): Quantity {
  if (money <= 0n) return 0n as Quantity;
  const factor = isFeeInBase(instrument, true) ? ONE : ONE + instrument.takerFeeRate;
  const { stepSize } = instrument;
  // One exact division: the price of one step is never rounded, so the result is the true maximum.
  return (((money * ONE * ONE) / (price * factor * stepSize)) * stepSize) as Quantity;
}
