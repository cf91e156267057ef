import type { OrderRequest } from '../../domain/order.ts';
import { toSignal } from '../../domain/units.ts';
import { lockFor } from './acceptance.ts';
import { lock } from './accounts.ts';
import { STAGE, type Market, type VenueState, type WorkingOrder, changeActivity, tell } from './state.ts';

/** Books an order that passed every rule: locks what it needs and reports its acceptance. */
export function takeOn(state: VenueState, market: Market, request: OrderRequest): WorkingOrder {
  const previous = state.orders.get(request.clientOrderId);
  const isBuy = request.side === 'buy';
  const { latencyCandles } = state.settings;
  const { isInside } = market;
  state.orderCount += 1;
  const order: WorkingOrder = {
    request,
    venueOrderId: `sim-${state.orderCount}`,
    sequence: state.orderCount,
    status: 'open',
    filledQuantity: 0n,
    market,
    isBuy,
    limit: request.price === undefined || request.type === 'market' ? Number.NaN : toSignal(request.price),
    // Inside a candle the running one counts: it has opened already.
    opensToWait: isInside ? Math.max(0, latencyCandles - 1) : latencyCandles,
    hasArrived: isInside && latencyCandles === 0,
    eligibleFrom: 0,
    locked: lockFor(market, request),
    spent: 0n,
    fills: previous?.fills ?? [],
    previous,
  };
  lock(isBuy ? market.quote : market.base, order.locked);
  state.orders.set(request.clientOrderId, order);
  changeActivity(state, market, 1);
  tell(state, { type: 'orderAccepted', clientOrderId: request.clientOrderId, venueOrderId: order.venueOrderId });
  return order;
}

/** Whether an order that has arrived can trade at the price of the moment, or waits for the candle's first step. */
export function canTradeNow(state: VenueState, market: Market): boolean {
  return market.isInside && !(state.needsWholeCandle && market.stage === STAGE.arrivals);
}
