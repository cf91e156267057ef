/** At which price a simulated order trades. Prices enter as float64, leave exact, on the tick, rounded against us. */
import { type Decimal, ONE, maximum, minimum, multiply, roundToStep } from '../../domain/decimal.ts';
import { type Instrument, quantizeQuantity } from '../../domain/market/instrument.ts';
import type { OrderRequest } from '../../domain/orders/order.ts';
import { type Price, type Quantity, fromSignal, toSignal } from '../../domain/units.ts';
import { halfSpreadMicroBps, halfSpreadRatio, quoteInDepth, slippageBpsOf } from '../costs/taking-costs.ts';
import type { SimulationSettings } from './contract.ts';
import type { VenueState } from './state.ts';

const PER_MICRO_BPS = ONE / 10_000_000_000n;
/** A share of the price, more than float64 can be off by and nothing to anybody's money. */
const NOISE_DIVISOR = 1_000_000_000_000n;
const MEETING_DIGITS = 14;

/** The best prices around the middle. */
export function bidAt(settings: SimulationSettings, middle: number): number {
  return middle * (1 - halfSpreadRatio(settings));
}

export function askAt(settings: SimulationSettings, middle: number): number {
  return middle * (1 + halfSpreadRatio(settings));
}

/** The middle at which the ask comes to a price that buys, and the bid to one that sells. */
export function middleMeeting(settings: SimulationSettings, isBuy: boolean, level: number): number {
  if (settings.spreadBps === 0) return level;
  const half = halfSpreadRatio(settings);
  // Without the noise of the division: candles have fewer digits, and equal is equal.
  return Number((isBuy ? level / (1 + half) : level / (1 - half)).toPrecision(MEETING_DIGITS));
}

/** The mid price at which the market meets the order's limit, `NaN` on market orders. */
export function meetingOf(settings: SimulationSettings, { type, price, side }: OrderRequest): number {
  if (type === 'market' || price === undefined) return Number.NaN;
  return middleMeeting(settings, side === 'buy', toSignal(price));
}

/**
 * Price of a market order of `size` base at a mid price: half the spread, slippage and depth on top, rounded to the tick
 * against us. A protective exit at its target pays the same slippage as one at its stop: both leave as market orders.
 */
export function marketPrice(
  instrument: Instrument,
  settings: SimulationSettings,
  isBuy: boolean,
  signal: number,
  size: Decimal,
): Price {
  const at = fromSignal(signal);
  const rate = costRate(settings, signal, size);
  if (rate === 0n) return onTick(instrument, at, isBuy);
  const cost = multiply(at, rate, 'up');
  // A mid price that was reckoned from a level is off in its sixteenth digit: that is no reason to miss the level's tick.
  const noise = settings.spreadBps > 0 ? at / NOISE_DIVISOR : 0n;
  return onTick(instrument, isBuy ? at + cost - noise : at - cost + noise, isBuy);
}

/**
 * What a limit order takes at once: the largest size whose price, slippage and depth included, is no worse than its limit.
 * Where slippage alone goes beyond the limit the book holds nothing for it up to there.
 */
export function takenByLimit(
  instrument: Instrument,
  settings: SimulationSettings,
  order: { readonly isBuy: boolean; readonly limit: Price; readonly signal: number; readonly wanted: Quantity },
): { readonly price: Price; readonly quantity: Quantity } {
  const { isBuy, limit, signal, wanted } = order;
  const isWithin = (price: Price): boolean => (isBuy ? price <= limit : price >= limit);
  const price = marketPrice(instrument, settings, isBuy, signal, wanted);
  if (isWithin(price)) return { price, quantity: wanted };
  // To a millionth of a basis point, as slippage is: 100.01 is one above 100, not 0.99999.
  const distance = Math.round((isBuy ? 1 : -1) * (toSignal(limit) / signal - 1) * 1e10);
  const leewayBps = (distance - halfSpreadMicroBps(settings)) / 1e6 - settings.slippageBps;
  const offered = fromSignal(Math.max(0, (leewayBps * settings.depthQuotePerBps) / signal));
  const quantity = quantizeQuantity(instrument, minimum(offered, wanted) as Quantity);
  const paid = marketPrice(instrument, settings, isBuy, signal, quantity);
  return { price: isWithin(paid) ? paid : limit, quantity };
}

/** A market price on the tick grid, rounded against us; never below one tick. */
function onTick(instrument: Instrument, at: Decimal, isBuy: boolean): Price {
  const { tickSize } = instrument;
  return maximum(roundToStep(at, tickSize, isBuy ? 'ceiling' : 'floor'), tickSize) as Price;
}

/**
 * Market price that an order meets which was sent at a price of the candle: `latencyMs` later, on the straight line from
 * there to the close, and the price it was sent at when that is worse for us.
 */
export function priceOnArrival(state: VenueState, isBuy: boolean, sentAt: number, close: number): number {
  if (state.settings.latencyMs === 0) return sentAt;
  const later = sentAt + (close - sentAt) * Math.min(1, state.settings.latencyMs / state.intervalMs);
  return isBuy ? Math.max(sentAt, later) : Math.min(sentAt, later);
}

/** Share of the mid price that is lost, with a resolution of a millionth of a basis point. */
function costRate(settings: SimulationSettings, signal: number, size: Decimal): Decimal {
  const slippage = Math.ceil(slippageBpsOf(settings, quoteInDepth(settings, signal, size)) * 1e6);
  const microBps = settings.spreadBps === 0 ? slippage : slippage + halfSpreadMicroBps(settings);
  return microBps === 0 ? 0n : BigInt(microBps) * PER_MICRO_BPS;
}
