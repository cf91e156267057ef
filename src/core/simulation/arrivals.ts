/** What happens when an order reaches the venue: it takes from the market, rests, or ends. */
import { minimum } from '../../domain/decimal.ts';
import { shorten } from '../../domain/shorten.ts';
import type { Price, Quantity } from '../../domain/units.ts';
import { affordableQuantity } from './fees.ts';
import { closeOrder, fillOrder, isWorking, remainingOf } from './fills.ts';
import { limitOf, restOrder } from './order-book.ts';
import { marketPrice, priceOnArrival, takenByLimit } from './price-model.ts';
import { STAGE, type Market, type VenueState, type WorkingOrder } from './state.ts';

/** Orders that are due at the open, in order of submission; what remains of market orders stays pending. */
export function arriveAtOpen(state: VenueState, market: Market): void {
  const { pending, moment } = market;
  let kept = 0;
  // By index: an order's own list is compacted while it is walked.
  for (let at = 0; at < pending.length; at += 1) {
    const order = pending[at] as WorkingOrder;
    if (order.hasArrived) arrive(state, order, Number.isNaN(order.sentAt) ? moment : order.sentAt);
    if (!order.hasArrived || (order.request.type === 'market' && isWorking(order))) pending[kept++] = order;
  }
  shorten(pending, kept);
}

/** One order that was sent at a market price; it is then filled, resting, closed, or (market, `gtc`) waits for volume. */
export function arrive(state: VenueState, order: WorkingOrder, sentAt: number): void {
  const signal = priceOnArrival(state, order.isBuy, sentAt, order.market.close);
  // What is left of it looks at later opens for themselves.
  order.sentAt = Number.NaN;
  if (order.request.type === 'market') takeMarket(state, order, signal);
  else takeOrRest(state, order, { signal, isThrough: wouldTake(order.isBuy, order.meets, sentAt) });
}

/** Whether a limit that the market meets at a mid price would trade at once at another. */
export function wouldTake(isBuy: boolean, meets: number, signal: number): boolean {
  return isBuy ? signal <= meets : signal >= meets;
}

function takeMarket(state: VenueState, order: WorkingOrder, signal: number): void {
  const { market, isBuy, request } = order;
  const remaining = remainingOf(order);
  const wanted = minimum(remaining, roomFor(order)) as Quantity;
  if (request.timeInForce === 'fok' && wanted < remaining) {
    closeOrder(state, order, 'fok');
    return;
  }
  if (wanted > 0n) {
    // The depth's price for all that is wanted, even if the budget buys less: a little against us, never over budget.
    const price = marketPrice(market.instrument, state.settings, isBuy, signal, wanted);
    if (isBuy) buyAt(state, order, price, wanted);
    else fillOrder(state, order, price, wanted, 'taker');
  }
  if (request.timeInForce !== 'gtc' && isWorking(order)) closeOrder(state, order, request.timeInForce);
}

function buyAt(state: VenueState, order: WorkingOrder, price: Price, wanted: Quantity): void {
  const { market, request } = order;
  const money = request.budget === undefined ? market.quote.free : request.budget - order.spent;
  const affordable = affordableQuantity(market.instrument, price, money);
  if (affordable >= wanted) {
    fillOrder(state, order, price, wanted, 'taker');
    return;
  }
  if (request.budget === undefined) {
    closeOrder(state, order, 'balance');
    return;
  }
  if (affordable > 0n && request.timeInForce !== 'fok') fillOrder(state, order, price, affordable, 'taker');
  closeOrder(state, order, 'budget');
}

function takeOrRest(
  state: VenueState,
  order: WorkingOrder,
  { signal, isThrough }: { readonly signal: number; readonly isThrough: boolean },
): void {
  const { market, isBuy, request } = order;
  const { timeInForce } = request;
  const takes = wouldTake(isBuy, order.meets, signal);
  if (takes && timeInForce === 'postOnly') {
    closeOrder(state, order, 'postOnlyWouldTake');
    return;
  }
  const wanted = minimum(remainingOf(order), roomFor(order)) as Quantity;
  if (timeInForce === 'fok' && (!takes || takenNow(state, order, signal, wanted).quantity < request.quantity)) {
    closeOrder(state, order, 'fok');
    return;
  }
  if (takes && wanted > 0n) takeUpToLimit(state, order, signal, wanted);
  if (!isWorking(order)) return;
  if (timeInForce === 'ioc') {
    closeOrder(state, order, 'ioc');
    return;
  }
  const isUnderWay = market.isInside && market.stage >= STAGE.down;
  // The market is through its price already: nobody comes to it on this candle's way, which goes on from there.
  restOrder(order, isThrough || isUnderWay ? market.candleCount + 1 : market.candleCount);
}

function takeUpToLimit(state: VenueState, order: WorkingOrder, signal: number, wanted: Quantity): void {
  const { price, quantity } = takenNow(state, order, signal, wanted);
  if (quantity > 0n) fillOrder(state, order, price, quantity, 'taker');
}

function takenNow(
  { settings }: VenueState,
  order: WorkingOrder,
  signal: number,
  wanted: Quantity,
): { readonly price: Price; readonly quantity: Quantity } {
  const { market, isBuy } = order;
  return takenByLimit(market.instrument, settings, { isBuy, limit: limitOf(order), signal, wanted });
}

function roomFor(order: WorkingOrder): bigint {
  return order.isBuy ? order.market.buyRoom : order.market.sellRoom;
}
