/** Cancels take the latency that orders take: what the market gives an order meanwhile is its own. */
import { shorten } from '../../domain/shorten.ts';
import { closeOrder, isWorking } from './fills.ts';
import { canReach, fillResting, isReached, removeOrder } from './order-book.ts';
import { canTradeNow } from './order-intake.ts';
import { priceOnArrival } from './price-model.ts';
import type { Market, VenueState, WorkingOrder } from './state.ts';

/** Reached the venue, and waits until the whole candle is known. */
const ARRIVED = -1;

/** While one is on its way further ones change nothing. */
export function sendCancel(state: VenueState, order: WorkingOrder): void {
  if (!Number.isNaN(order.cancelOpensToWait)) return;
  const { market } = order;
  const { latencyCandles, latencyMs } = state.settings;
  if (market.isInside && latencyCandles === 0) {
    if (canTradeNow(state, market)) carryOut(state, order, order.eligibleFrom <= market.candleCount);
    else if (isLeftAlone(state, order)) end(state, order);
    else letArrive(market, order, ARRIVED);
    return;
  }
  // An order that is still on its way is there before its cancel.
  if (!market.isInside && latencyCandles === 0 && latencyMs === 0 && order.hasArrived) end(state, order);
  else letArrive(market, order, market.isInside ? latencyCandles - 1 : latencyCandles);
}

/** Nothing of the candle but its open is known, and neither that nor the cancel's way gives the order anything. */
function isLeftAlone({ settings }: VenueState, order: WorkingOrder): boolean {
  const { market } = order;
  if (settings.latencyMs > 0 || market.pending.includes(order)) return false;
  return !isReached(order, market.moment, settings.fillsAtTouch === true);
}

/** After a restart: one that is under way is not sent anew; where cancels take no time, asking again is as good. */
export function restoreCancel(state: VenueState, order: WorkingOrder, candlesSince: number | undefined): void {
  const { latencyCandles, latencyMs } = state.settings;
  if (candlesSince === undefined || latencyCandles + latencyMs === 0 || !isWorking(order)) return;
  if (candlesSince <= latencyCandles) letArrive(order.market, order, latencyCandles - candlesSince);
}

function letArrive(market: Market, order: WorkingOrder, opensToWait: number): void {
  order.cancelOpensToWait = opensToWait;
  market.cancels.push(order);
}

/** After everything else at an open: what arrives then ends, except for what the price gave it until then. */
export function carryOutCancels(state: VenueState, market: Market): void {
  const { cancels } = market;
  let kept = 0;
  for (const order of cancels) {
    if (!isWorking(order)) continue;
    // What came to rest with this open was not there before its cancel was.
    if (order.cancelOpensToWait < 0) carryOut(state, order, order.restsSince < market.candleCount);
    else cancels[kept++] = order;
  }
  shorten(cancels, kept);
}

/** `mayFill`: the price goes on while the cancel is on its way in this candle, and may get to the resting order. */
function carryOut(state: VenueState, order: WorkingOrder, mayFill: boolean): void {
  const { market, isBuy } = order;
  if (mayFill && order.request.type === 'limit') {
    const reach = priceOnArrival(state, !isBuy, market.moment, market.close);
    if (canReach(order, reach, state.settings.fillsAtTouch === true)) fillResting(state, order, market.moment);
  }
  if (isWorking(order)) end(state, order);
}

function end(state: VenueState, order: WorkingOrder): void {
  removeOrder(order);
  closeOrder(state, order, 'canceled on request');
}
