/** Our resting orders of one market: best price first, then by arrival. */
import type { Market, WorkingOrder } from './state.ts';

export function restOrder(order: WorkingOrder): void {
  const book = bookOf(order.market, order.isBuy);
  let at = book.length;
  while (at > 0 && isBetter(order, book[at - 1])) at -= 1;
  book.splice(at, 0, order);
}

/** Takes an order out of whichever list it waits in. */
export function removeOrder(order: WorkingOrder): void {
  const { market } = order;
  if (!removeFrom(bookOf(market, order.isBuy), order)) removeFrom(market.pending, order);
}

/**
 * The first resting order that a market price reaching `level` fills, or `undefined`. Orders placed on the candle's way
 * wait for the next one: what came before them on the path is past.
 */
export function reachedOrder(
  market: Market,
  isBuy: boolean,
  level: number,
  atTouch: boolean,
): WorkingOrder | undefined {
  if ((isBuy ? market.buyRoom : market.sellRoom) <= 0n) return undefined;
  for (const order of bookOf(market, isBuy)) {
    const { limit } = order;
    const isReached = isBuy
      ? level < limit || (atTouch && level === limit)
      : level > limit || (atTouch && level === limit);
    if (!isReached) return undefined;
    if (order.eligibleFrom <= market.candleCount) return order;
  }
  return undefined;
}

function bookOf(market: Market, isBuy: boolean): WorkingOrder[] {
  return isBuy ? market.bids : market.asks;
}

function isBetter(order: WorkingOrder, than: WorkingOrder | undefined): boolean {
  if (!than) return false;
  return order.isBuy ? order.limit > than.limit : order.limit < than.limit;
}

function removeFrom(list: WorkingOrder[], order: WorkingOrder): boolean {
  const at = list.indexOf(order);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}
