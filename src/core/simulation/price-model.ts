/** At which price a simulated order trades. Prices enter as float64, leave exact, on the tick, rounded against us. */
import { type Decimal, ONE, maximum, minimum, multiply, roundToStep } from '../../domain/decimal.ts';
import { type Instrument, quantizeQuantity } from '../../domain/market/instrument.ts';
import { type Price, type Quantity, fromSignal, toSignal } from '../../domain/units.ts';
import type { SimulationSettings } from './contract.ts';
import type { VenueState } from './state.ts';

const PER_MICRO_BPS = ONE / 10_000_000_000n;

/**
 * Price of a market order of `size` base at a market price: slippage plus depth on top, rounded to the tick against us.
 * A protective exit at its target pays the same slippage as one at its stop: both leave as market orders.
 */
export function marketPrice(
  instrument: Instrument,
  settings: SimulationSettings,
  isBuy: boolean,
  signal: number,
  size: Decimal,
): Price {
  const at = fromSignal(signal);
  const slip = slippageRate(settings, signal, size);
  if (isBuy) return onTick(instrument, slip === 0n ? at : at + multiply(at, slip, 'up'), true);
  return onTick(instrument, slip === 0n ? at : at - multiply(at, slip, 'up'), false);
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
  const distanceBps = Math.round((isBuy ? 1 : -1) * (toSignal(limit) / signal - 1) * 1e10) / 1e6;
  const leewayBps = distanceBps - settings.slippageBps;
  const offered = fromSignal(Math.max(0, (leewayBps * settings.depthQuotePerBps) / signal));
  const quantity = quantizeQuantity(instrument, minimum(offered, wanted) as Quantity);
  const paid = marketPrice(instrument, settings, isBuy, signal, quantity);
  return { price: isWithin(paid) ? paid : limit, quantity };
}

/** A market price on the tick grid, rounded against us; never below one tick. */
export function onTick(instrument: Instrument, at: Decimal, isBuy: boolean): Price {
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

/** Share of the price that is lost, with a resolution of a millionth of a basis point. */
function slippageRate(settings: SimulationSettings, signal: number, size: Decimal): Decimal {
  let bps = settings.slippageBps;
  if (settings.depthQuotePerBps > 0) bps += (signal * toSignal(size)) / settings.depthQuotePerBps;
  return bps === 0 ? 0n : BigInt(Math.ceil(bps * 1e6)) * PER_MICRO_BPS;
}
