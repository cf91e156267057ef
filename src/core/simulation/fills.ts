/** The only place where a simulated fill moves money. */
import { assert } from '../../domain/assert.ts';
import { type Decimal, multiply } from '../../domain/decimal.ts';
import type { OrderFilled } from '../../domain/events/events.ts';
import type { Liquidity } from '../../domain/orders/order.ts';
import { type Price, type Quantity, notionalOf } from '../../domain/units.ts';
import { type Balance, unlock } from './balances.ts';
import { feeRate, isFeeInBase } from './fees.ts';
import { NO_FILLS, STAGE, type VenueState, type WorkingOrder, changeActivity, tell } from './state.ts';

/** Ended orders that can still be looked up. */
const KEPT_ENDED = 128;

/** Books one execution, takes it from the candle's room and reports it. */
export function fillOrder(
  state: VenueState,
  order: WorkingOrder,
  price: Price,
  quantity: Quantity,
  liquidity: Liquidity,
): void {
  const { request, market, isBuy } = order;
  const { instrument, base, quote } = market;
  const filled = order.filledQuantity + quantity;
  assert(quantity > 0n && filled <= request.quantity, () => `a fill must fit its order, value was ${quantity}`);
  const notional = notionalOf(price, quantity, 'down');
  const inBase = isFeeInBase(instrument, isBuy);
  const fee = multiply(inBase ? quantity : notional, feeRate(instrument, liquidity), 'down');
  if (isBuy) {
    const cost = inBase ? notional : notional + fee;
    pay(quote, order, cost);
    order.spent += cost;
    base.free += inBase ? quantity - fee : quantity;
    market.buyRoom -= quantity;
  } else {
    pay(base, order, quantity);
    quote.free += notional - fee;
    market.sellRoom -= quantity;
  }
  const event: OrderFilled = {
    type: 'orderFilled',
    // Counted per client order id, not per order: the fills of a duplicate must not look like repeats.
    tradeId: `${request.clientOrderId}.${order.fillsBefore + order.fills.length + 1}`,
    clientOrderId: request.clientOrderId,
    price,
    quantity,
    fee,
    feeAsset: inBase ? instrument.base : instrument.quote,
    liquidity,
    // On the way nobody knows the time; at the open it is that of the open, also where the rest had to be known first.
    executedMs: market.isInside && market.stage <= STAGE.gaps ? market.openTimeMs : undefined,
  };
  if (order.fills === NO_FILLS) order.fills = [event];
  else order.fills.push(event);
  order.filledQuantity = filled;
  order.status = filled === request.quantity ? 'filled' : 'partiallyFilled';
  if (order.status === 'filled') retire(state, order);
  tell(state, event);
}

/** Ends an order that will not fill (further) and reports it; the caller takes it out of its list. */
export function closeOrder(state: VenueState, order: WorkingOrder, reason: string): void {
  order.status = 'canceled';
  retire(state, order);
  tell(state, { type: 'orderClosed', clientOrderId: order.request.clientOrderId, status: 'canceled', reason });
}

export function remainingOf(order: WorkingOrder): Quantity {
  return (order.request.quantity - order.filledQuantity) as Quantity;
}

export function isWorking(order: WorkingOrder): boolean {
  return order.status === 'open' || order.status === 'partiallyFilled';
}

/** Takes from what the order locked, the rest (market buys without a budget) from what is free. */
function pay(balance: Balance, order: WorkingOrder, amount: Decimal): void {
  const fromLocked = amount < order.locked ? amount : order.locked;
  order.locked -= fromLocked;
  balance.locked -= fromLocked;
  balance.free -= amount - fromLocked;
  assert(balance.free >= 0n, () => `${balance.asset} must suffice for a fill, missing ${-balance.free}`);
}

function retire(state: VenueState, order: WorkingOrder): void {
  if (order.locked > 0n) unlock(order.isBuy ? order.market.quote : order.market.base, order.locked);
  order.locked = 0n;
  changeActivity(state, order.market, -1);
  forgetOldest(state, order.request.clientOrderId);
}

/** A venue answers for orders of a while ago, not for ever. */
function forgetOldest(state: VenueState, clientOrderId: string): void {
  const { ended, orders } = state;
  ended.push(clientOrderId);
  if (ended.length < 2 * KEPT_ENDED) return;
  for (const id of ended.splice(0, KEPT_ENDED)) {
    const order = orders.get(id);
    if (order && !isWorking(order)) orders.delete(id);
  }
}
