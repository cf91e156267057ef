/** Our resting orders of one market: best price first, then by arrival. */
import { minimum } from '../../domain/decimal.ts';
import type { Price, Quantity } from '../../domain/units.ts';
import { fillOrder, isWorking, remainingOf } from './fills.ts';
import type { Market, VenueState, WorkingOrder } from './state.ts';

/** `eligibleFrom` is the first candle, by the market's count, in which it may fill. */
export function restOrder(order: WorkingOrder, eligibleFrom: number): void {
  order.eligibleFrom = eligibleFrom;
  order.restsSince = order.market.candleCount;
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
 * The first resting order that a mid price reaching `level` fills, or `undefined`. Orders placed on the candle's way
 * wait for the next one: what came before them on the path is past.
 */
export function reachedOrder(
  market: Market,
  isBuy: boolean,
  level: number,
  atTouch: boolean,
): WorkingOrder | undefined {
  if (roomOf(market, isBuy) <= 0n) return undefined;
  for (const order of bookOf(market, isBuy)) {
    if (!isReached(order, level, atTouch)) return undefined;
    if (order.eligibleFrom <= market.candleCount) return order;
  }
  return undefined;
}

/** Whether a mid price reaching `level` fills any of the order. */
export function canReach(order: WorkingOrder, level: number, atTouch: boolean): boolean {
  return roomOf(order.market, order.isBuy) > 0n && isReached(order, level, atTouch);
}

/** As maker at its own price, also where the open (`moment`) went beyond it: who rests gets what was asked for. */
export function fillResting(state: VenueState, order: WorkingOrder, moment: number): void {
  const { market, isBuy } = order;
  const quantity = minimum(remainingOf(order), roomOf(market, isBuy)) as Quantity;
  market.moment = moment;
  fillOrder(state, order, limitOf(order), quantity, 'maker');
  if (!isWorking(order)) removeOrder(order);
}

/** Of a limit order: none is accepted without. */
export function limitOf({ request }: WorkingOrder): Price {
  return request.price as Price;
}

export function isReached({ meets, isBuy }: WorkingOrder, level: number, atTouch: boolean): boolean {
  if (atTouch && level === meets) return true;
  return isBuy ? level < meets : level > meets;
}

function roomOf(market: Market, isBuy: boolean): bigint {
  return isBuy ? market.buyRoom : market.sellRoom;
}

function bookOf(market: Market, isBuy: boolean): WorkingOrder[] {
  return isBuy ? market.bids : market.asks;
}

function isBetter(order: WorkingOrder, than: WorkingOrder | undefined): boolean {
  if (!than) return false;
  return order.isBuy ? order.meets > than.meets : order.meets < than.meets;
}

function removeFrom(list: WorkingOrder[], order: WorkingOrder): boolean {
  const at = list.indexOf(order);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}
