/** A fill on its way into the ledger, the position and the guard; each trade id is booked once. */
import { minimum } from '../../domain/decimal.ts';
import type { OrderFilled } from '../../domain/events.ts';
import { type RoundTrip, advanceOrder } from '../../domain/index.ts';
import { isTooSmall } from '../../domain/instrument.ts';
import { type Price, type Quantity, fromSignal, notionalOf, toSignal } from '../../domain/units.ts';
import { rearmGuard } from './guarding.ts';
import type { Lane } from './lane.ts';
import type { TrackedOrder } from './orders.ts';
import { settle } from './settling.ts';
import type { EngineState } from './state.ts';

export function onOrderFilled(state: EngineState, fill: OrderFilled): void {
  const order = state.orders.find(fill.clientOrderId);
  if (!order) {
    state.notify('critical', 'foreignFill', `fill ${fill.tradeId} belongs to ${fill.clientOrderId}, which is not ours`);
    return;
  }
  if (state.ledger.has(fill.tradeId, order.request.instrument)) return;
  const filled = order.filledQuantity + fill.quantity;
  const next = advanceOrder(order.status, filled >= order.request.quantity ? 'filled' : 'partiallyFilled');
  if (next === 'illegal' || filled > order.request.quantity) {
    contradict(
      state,
      order,
      `fill ${fill.tradeId} of ${order.request.clientOrderId} contradicts its status ${order.status}`,
    );
  }
  const lane = state.lanes[order.request.lane] as Lane;
  const booking = state.ledger.book({
    tradeId: fill.tradeId,
    lane: lane.id,
    instrument: order.request.instrument,
    side: order.request.side,
    price: fill.price,
    quantity: fill.quantity,
    fee: fill.fee,
    feeAsset: fill.feeAsset,
    timeMs: state.nowMs,
    clientOrderId: fill.clientOrderId,
  });
  const isFirstFill = order.filledQuantity === 0n;
  order.filledQuantity = filled;
  order.fillCount += 1;
  const paid = notionalOf(fill.price, fill.quantity, 'up');
  order.filledNotional += paid;
  if (order.request.side === 'buy') {
    const used = minimum(order.reserved, paid + (fill.feeAsset === state.quote ? fill.fee : 0n));
    order.reserved -= used;
    state.portfolio.reservedQuote -= used;
  }
  if (next !== 'illegal' && next !== 'ignored') state.orders.move(order, next, state.nowMs);
  state.observer.fillBooked?.(fill, booking, order);
  refreshAccount(state, lane);
  if (order.request.side === 'buy') growPosition(state, lane, fill, isFirstFill);
  else shrinkPosition(state, lane);
  if (booking.closedRoundTrip) finishRoundTrip(state, lane, booking.closedRoundTrip, order);
  if (!order.isWorking) settle(state, lane, order);
  else state.observer.orderChanged?.(order);
}

/** The venue says two things that cannot both be true: stop opening, keep protecting. */
export function contradict(state: EngineState, order: TrackedOrder, message: string): void {
  if (state.tradingState === 'active') {
    state.tradingState = 'reducing';
    state.tradingStateReason = `contradiction: ${message}`;
  }
  state.notify(
    'critical',
    'contradiction',
    `${message}; order ${order.request.clientOrderId}; no new positions until reset`,
  );
}

/** Books what cannot be sold as dust, so that it never keeps a position open; `exit` sold the rest of it. */
export function closeAsDust(state: EngineState, lane: Lane, exit?: TrackedOrder): void {
  const { instrument } = lane.market;
  const left = state.ledger.position(lane.id)?.quantity;
  if (left === undefined) return;
  const trip = state.ledger.bookDust(lane.id);
  state.notify('info', 'dustBooked', `${instrument.symbol}: ${toSignal(left)} ${instrument.base} is too small to sell`);
  refreshAccount(state, lane);
  goFlat(state, lane);
  if (trip) finishRoundTrip(state, lane, trip, exit);
}

function growPosition(state: EngineState, lane: Lane, fill: OrderFilled, isFirstFill: boolean): void {
  const held = state.ledger.position(lane.id);
  if (!held) return;
  lane.held = held;
  const { position } = lane;
  const entryPrice = toSignal(held.averageEntryPrice);
  if (position) {
    position.quantity = toSignal(held.quantity);
    position.entryPrice = entryPrice;
    if (isFirstFill) position.entries += 1;
  } else {
    lane.position = {
      quantity: toSignal(held.quantity),
      entryPrice,
      entryTimeMs: state.nowMs,
      candlesHeld: 0,
      entries: 1,
      profitRatio: 0,
    };
    lane.context.position = lane.position;
    lane.highestClose = toSignal(fill.price);
    state.portfolio.openPositions += 1;
  }
  rearmGuard(state, lane);
  state.observer.positionChanged?.(lane);
}

function shrinkPosition(state: EngineState, lane: Lane): void {
  const held = state.ledger.position(lane.id);
  const { position } = lane;
  if (!position) return;
  if (!held) return goFlat(state, lane);
  lane.held = held;
  position.quantity = toSignal(held.quantity);
  state.observer.positionChanged?.(lane);
}

function goFlat(state: EngineState, lane: Lane): void {
  if (!lane.position) return;
  lane.position = undefined;
  lane.context.position = undefined;
  lane.strategyStopPrice = Number.NaN;
  lane.strategyTargetPrice = Number.NaN;
  lane.pendingExitReason = '';
  lane.guard.clear();
  lane.market.lastExitTimeMs = state.nowMs;
  state.portfolio.openPositions -= 1;
  state.send({ type: 'disarmExit', lane: lane.id });
  state.observer.positionChanged?.(lane);
}

function finishRoundTrip(state: EngineState, lane: Lane, trip: RoundTrip, exit: TrackedOrder | undefined): void {
  const { portfolio } = state;
  portfolio.consecutiveLosses = trip.netPnl < 0n ? portfolio.consecutiveLosses + 1 : 0;
  state.observer.roundTripClosed?.(lane, trip, exit);
}

/** The float64 mirrors of the exact account. */
function refreshAccount(state: EngineState, lane: Lane): void {
  const { ledger, portfolio, markets, quote } = state;
  portfolio.cash = toSignal(ledger.balance(quote));
  lane.market.base = toSignal(ledger.balance(lane.market.instrument.base));
  portfolio.revalue(markets);
}

/** Whether what is left of the position could not be sold at the last price. */
export function isDust(lane: Lane, left: Quantity): boolean {
  return isTooSmall(lane.market.instrument, left, fromSignal(lane.market.last) as Price);
}
