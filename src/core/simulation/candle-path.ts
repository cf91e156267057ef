/**
 * One candle as the venue lives it: orders that are due and gaps at the open, then down to the low (buys by falling
 * price, stops), then up to the high (sells by rising price, targets). The worse order of events is assumed: a stop
 * comes before a target, and at one price a stop comes before a buy.
 */
import type { Candle } from '../../domain/market/candle.ts';
import { multiply } from '../../domain/decimal.ts';
import { type Instrument, quantizeQuantity } from '../../domain/market/instrument.ts';
import { type Quantity, fromSignal } from '../../domain/units.ts';
import { stopFillPrice, targetFillPrice } from '../exits/gap.ts';
import { arriveAtOpen } from './arrivals.ts';
import { carryOutCancels } from './cancels.ts';
import { exitBeyondMoment, isAnyLevelIn, fireExit, stopReached, targetReached } from './exit-guards.ts';
import { fillResting, reachedOrder } from './order-book.ts';
import { STAGE, UNLIMITED, type Market, type VenueState } from './state.ts';

/** Counts every order and every cancel that is on its way one candle nearer. */
export function approach(market: Market): void {
  for (const order of market.cancels) order.cancelOpensToWait -= 1;
  for (const order of market.pending) {
    if (order.opensToWait === 0) order.hasArrived = true;
    else order.opensToWait -= 1;
  }
}

/** Does what is due at the open: arrivals first, then resting orders that the open went through, then cancels. */
export function matchAtOpen(state: VenueState, market: Market, candle: Candle): void {
  market.stage = STAGE.gaps;
  market.close = candle.close;
  openRoom(state, market, candle);
  if (market.pending.length > 0) arriveAtOpen(state, market);
  const atTouch = state.settings.fillsAtTouch === true;
  for (let bid = reachedOrder(market, true, candle.open, atTouch); bid; ) {
    fillResting(state, bid, candle.open);
    bid = reachedOrder(market, true, candle.open, atTouch);
  }
  for (let ask = reachedOrder(market, false, candle.open, atTouch); ask; ) {
    fillResting(state, ask, candle.open);
    ask = reachedOrder(market, false, candle.open, atTouch);
  }
  if (market.cancels.length > 0) carryOutCancels(state, market);
}

/** The usual candle of an open position: no working order, no level in its range. Hot, so it comes before the walk. */
export function isUntouched(market: Market, candle: Candle): boolean {
  return !hasOrders(market) && !isAnyLevelIn(market, candle.low, candle.high);
}

export function hasOrders(market: Market): boolean {
  return market.pending.length + market.bids.length + market.asks.length > 0;
}

/** The open's next report: what is due at it, then the levels that it went through, one by one. */
export function openOn(state: VenueState, market: Market, candle: Candle, isWhole: boolean): boolean {
  if (market.stage === STAGE.arrivals) {
    if (!isWhole && state.needsWholeCandle) return false;
    const before = state.reportCount;
    matchAtOpen(state, market, candle);
    if (state.reportCount !== before) return true;
  }
  const gapped = exitBeyondMoment(market);
  if (gapped) fireExit(state, gapped, market.moment);
  return gapped !== undefined;
}

/** Walks on until one thing is reported; `false` when the candle has nothing (more) for us. */
export function walkOn(state: VenueState, market: Market, candle: Candle): boolean {
  if (market.stage <= STAGE.gaps) {
    if (openOn(state, market, candle, true)) return true;
    market.stage = STAGE.down;
  }
  if (market.stage === STAGE.down) {
    if (walkDown(state, market, candle.low)) return true;
    market.stage = STAGE.up;
  }
  if (market.stage === STAGE.up) {
    if (walkUp(state, market, candle.high)) return true;
    market.stage = STAGE.done;
    market.moment = candle.close;
  }
  return false;
}

function walkDown(state: VenueState, market: Market, low: number): boolean {
  const stop = stopReached(market, low);
  const bid = reachedOrder(market, true, low, state.settings.fillsAtTouch === true);
  if (stop && !(bid && bid.meets > stop.stopMiddle)) {
    fireExit(state, stop, stopFillPrice(market.moment, stop.stopMiddle));
    return true;
  }
  if (bid) fillResting(state, bid, bid.meets);
  return bid !== undefined;
}

function walkUp(state: VenueState, market: Market, high: number): boolean {
  const beyond = exitBeyondMoment(market);
  if (beyond) {
    fireExit(state, beyond, market.moment);
    return true;
  }
  const target = targetReached(market, high);
  const ask = reachedOrder(market, false, high, state.settings.fillsAtTouch === true);
  if (target && !(ask && ask.meets <= target.targetMiddle)) {
    fireExit(state, target, targetFillPrice(market.moment, target.targetMiddle));
    return true;
  }
  if (ask) fillResting(state, ask, ask.meets);
  return ask !== undefined;
}

/** Each side may take its share of the candle's volume; a candle without volume has room for nobody. */
function openRoom(state: VenueState, market: Market, candle: Candle): void {
  const share = state.settings.maxVolumeShare;
  const room = share >= 1 ? UNLIMITED : partOf(candle.volume, share, market.instrument);
  market.buyRoom = room;
  market.sellRoom = room;
}

/** Exact: three tenths of ten are three, not a step less. */
function partOf(volume: number, share: number, instrument: Instrument): Quantity {
  return quantizeQuantity(instrument, multiply(fromSignal(volume), fromSignal(share), 'down') as Quantity);
}
