/** At which price a simulated order trades. Prices enter as float64, leave exact, on the tick, rounded against us. */
import type { Candle } from '../../domain/market/candle.ts';
import { type Decimal, ONE, maximum, multiply, roundToStep } from '../../domain/decimal.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import { type Price, fromSignal, toSignal } from '../../domain/units.ts';
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

/** A market price on the tick grid, rounded against us; never below one tick. */
export function onTick(instrument: Instrument, at: Decimal, isBuy: boolean): Price {
  const { tickSize } = instrument;
  return maximum(roundToStep(at, tickSize, isBuy ? 'ceiling' : 'floor'), tickSize) as Price;
}

/**
 * Market price for an order filled at the open of a candle: `latencyMs` later, on the straight line from open to close,
 * and the open itself when that would be better for us.
 */
export function openingPrice(state: VenueState, isBuy: boolean, candle: Candle): number {
  const { open, close } = candle;
  if (state.settings.latencyMs === 0) return open;
  const later = open + (close - open) * Math.min(1, state.settings.latencyMs / state.intervalMs);
  return isBuy ? Math.max(open, later) : Math.min(open, later);
}

/** Share of the price that is lost, with a resolution of a millionth of a basis point. */
function slippageRate(settings: SimulationSettings, signal: number, size: Decimal): Decimal {
  let bps = settings.slippageBps;
  if (settings.depthQuotePerBps > 0) bps += (signal * toSignal(size)) / settings.depthQuotePerBps;
  return bps === 0 ? 0n : BigInt(Math.ceil(bps * 1e6)) * PER_MICRO_BPS;
}
