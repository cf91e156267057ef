import type { Decimal } from '../../domain/decimal.ts';
import type { OrderRequest } from '../../domain/orders/order.ts';
import { lockFor } from './acceptance.ts';
import { lock } from './balances.ts';
import type { RestoredOrder } from './contract.ts';
import { meetingOf } from './price-model.ts';
import { NO_FILLS, STAGE, type Market, type VenueState, type WorkingOrder, changeActivity, tell } from './state.ts';

/** Books an order that passed every rule: locks what it needs and reports its acceptance. */
export function takeOn(state: VenueState, market: Market, request: OrderRequest): WorkingOrder {
  const { latencyCandles } = state.settings;
  const { isInside } = market;
  const order = register(state, market, request, {
    // Inside a candle the running one counts: it has opened already.
    opensToWait: isInside ? Math.max(0, latencyCandles - 1) : latencyCandles,
    hasArrived: isInside && latencyCandles === 0,
    sentAt: isInside && latencyCandles === 0 ? market.moment : Number.NaN,
    locked: lockFor(market, request),
  });
  tell(state, { type: 'orderAccepted', clientOrderId: request.clientOrderId, venueOrderId: order.venueOrderId });
  return order;
}

/** Books an order that was accepted before a restart, as far on its way as it was. */
export function takeBack(
  state: VenueState,
  market: Market,
  request: OrderRequest,
  { filledQuantity, fillCount, reserved, candlesSinceSent, isUnderWay }: RestoredOrder,
): WorkingOrder {
  const isBuy = request.side === 'buy';
  const opensToWait = state.settings.latencyCandles - candlesSinceSent;
  const isHere = isUnderWay && market.isInside && opensToWait === 0;
  return register(state, market, request, {
    status: filledQuantity > 0n ? 'partiallyFilled' : 'open',
    filledQuantity,
    fillsBefore: fillCount,
    opensToWait: Math.max(0, opensToWait),
    hasArrived: isHere || opensToWait < 0,
    sentAt: isHere ? market.moment : Number.NaN,
    locked: isBuy ? reserved : request.quantity - filledQuantity,
    spent: isBuy && request.budget !== undefined ? request.budget - reserved : 0n,
  });
}

function register(
  state: VenueState,
  market: Market,
  request: OrderRequest,
  known: Partial<WorkingOrder> & { readonly locked: Decimal },
): WorkingOrder {
  const previous = state.orders.get(request.clientOrderId);
  const isBuy = request.side === 'buy';
  state.orderCount += 1;
  const order: WorkingOrder = {
    request,
    venueOrderId: `sim-${state.orderCount}`,
    sequence: state.orderCount,
    status: known.status ?? 'open',
    filledQuantity: known.filledQuantity ?? 0n,
    market,
    isBuy,
    meets: meetingOf(state.settings, request),
    opensToWait: known.opensToWait ?? 0,
    hasArrived: known.hasArrived ?? false,
    sentAt: known.sentAt ?? Number.NaN,
    eligibleFrom: 0,
    restsSince: 0,
    cancelOpensToWait: Number.NaN,
    locked: known.locked,
    spent: known.spent ?? 0n,
    fills: previous === undefined ? NO_FILLS : sharedFills(previous),
    fillsBefore: previous?.fillsBefore ?? known.fillsBefore ?? 0,
    previous,
  };
  lock(isBuy ? market.quote : market.base, order.locked);
  state.orders.set(request.clientOrderId, order);
  changeActivity(state, market, 1);
  return order;
}

/** The fills of a duplicate are told along with those of the order before it. */
function sharedFills(previous: WorkingOrder): WorkingOrder['fills'] {
  if (previous.fills === NO_FILLS) previous.fills = [];
  return previous.fills;
}

/** Whether an order that has arrived can trade at the price of the moment, or waits until the whole candle is known. */
export function canTradeNow(state: VenueState, market: Market): boolean {
  return market.isInside && !(state.needsWholeCandle && market.stage === STAGE.arrivals);
}
