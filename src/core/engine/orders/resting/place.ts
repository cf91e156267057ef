/** One level that is wished and not there: an order, or the reason why not. */
import { maximum, minimum, multiply } from '../../../../domain/decimal.ts';
import type { Denial } from '../../../../domain/decision.ts';
import { isTooSmall, quantizeQuantity } from '../../../../domain/market/instrument.ts';
import type { OrderRequest } from '../../../../domain/orders/order.ts';
import { type Notional, type Quantity, notionalOf, toSignal } from '../../../../domain/units.ts';
import { shortHash } from '../../../../domain/short-hash.ts';
import { denialOfEntries, denialOfLevels, expectedEntry } from '../entry-denials.ts';
import { judge } from '../risk-check.ts';
import { latchOnDenial } from '../latch.ts';
import { TRADING_DISABLED, sendOrder } from '../submit.ts';
import { plannedLevels } from '../../position/levels.ts';
import type { EngineState } from '../../state/engine-state.ts';
import type { Lane } from '../../state/lane.ts';
import type { RestingLevel, WishedOrder } from '../../state/resting-levels.ts';
import { TrackedOrder } from '../../state/tracked-order.ts';

export function placeLevel(state: EngineState, lane: Lane, level: RestingLevel, wished: WishedOrder): void {
  const { instrument } = state.market(lane.instrument);
  const quantity = quantizeQuantity(instrument, placeable(state, lane, level, wished));
  if (isTooSmall(instrument, quantity, wished.price)) return nothingToPlace(state, lane, level, wished);
  const denials =
    wished.side === 'buy' ? denialsOfBuy(state, lane, wished, quantity) : denialsOfSale(state, lane, wished, quantity);
  if (denials.length > 0) return refuse(state, lane, level, denials);
  send(state, lane, level, { wished, quantity });
}

/** What is left of the wish; a sale offers no more than the lane holds and no other order is to sell. */
function placeable({ ledger }: EngineState, lane: Lane, level: RestingLevel, { side }: WishedOrder): Quantity {
  if (side === 'buy') return level.remaining as Quantity;
  const { levels, exit } = lane.orders;
  const leaving = exit ? exit.request.quantity - exit.filledQuantity : 0n;
  const free = ledger.held(lane.id) - levels.locked - leaving;
  return minimum(level.remaining, free) as Quantity;
}

/** What has filled all but a remainder is done; a sale of coins that are not there waits for them. */
function nothingToPlace(state: EngineState, lane: Lane, level: RestingLevel, { side, price }: WishedOrder): void {
  const { instrument } = state.market(lane.instrument);
  const left = quantizeQuantity(instrument, level.remaining as Quantity);
  if (level.filled > 0n && isTooSmall(instrument, left, price)) return level.wish(undefined);
  const message = `level ${level.name}: nothing is free to ${side}`;
  refuse(state, lane, level, [{ rule: 'level', code: 'nothingToSell', message }]);
}

function denialsOfBuy(state: EngineState, lane: Lane, wished: WishedOrder, quantity: Quantity): readonly Denial[] {
  const early = denialOfEntries(state, lane);
  if (early) return [early];
  const at = toSignal(wished.price);
  const expected = expectedEntry(state, lane, at, true);
  const levels = plannedLevels(state, lane, expected.entryPrice, wished);
  const { stopPrice } = levels;
  const problem = denialOfLevels(state, levels, expected);
  if (problem) return [problem];
  const available = state.ledger.balance(state.quote) - state.portfolio.reservedQuote;
  const budget = budgetOf(state, lane, wished, quantity);
  if (budget > available) {
    const message = `${toSignal(available)} ${state.quote} are free, the order needs ${toSignal(budget)}`;
    return [{ rule: 'size', code: 'noCash', message, limit: toSignal(available), value: toSignal(budget) }];
  }
  const { price } = wished;
  const notional = notionalOf(price, quantity, 'up');
  const order = { side: 'buy', purpose: 'entry', quantity, price, notional, isLimit: true, stopPrice } as const;
  const { reasons } = judge(state, lane, order);
  latchOnDenial(state, reasons);
  return reasons;
}

function denialsOfSale(state: EngineState, lane: Lane, { price }: WishedOrder, quantity: Quantity): readonly Denial[] {
  const { goal } = lane.orders;
  if (!state.settings.isTradingEnabled) return [TRADING_DISABLED];
  if (goal) {
    return [{ rule: 'one-order', code: 'exitPending', message: `the position is still to be left: ${goal.reason}` }];
  }
  const { reasons } = judge(state, lane, {
    side: 'sell',
    purpose: 'signalExit',
    quantity,
    price,
    notional: notionalOf(price, quantity, 'down'),
    isLimit: true,
    stopPrice: Number.NaN,
  });
  return reasons;
}

/** Told once while the reason stays the same: a level is looked at on every candle. */
function refuse(state: EngineState, lane: Lane, level: RestingLevel, denials: readonly Denial[]): void {
  const isNews = level.found(
    denials.map(({ code }) => code).join(' '),
    denials.map(({ message }) => message).join('; '),
  );
  if (isNews) state.observer.entryDenied?.(lane, denials);
}

function send(
  state: EngineState,
  lane: Lane,
  level: RestingLevel,
  { wished, quantity }: { readonly wished: WishedOrder; readonly quantity: Quantity },
): void {
  const { id: instrument, venue } = state.market(lane.instrument).instrument;
  const { side, price, lot, timeInForce, reason, tag, stopPrice, targetPrice } = wished;
  const decisionId = shortHash(
    `${lane.decisionId}:${level.name}:${side} ${wished.quantity} ${price}:${level.attempts}`,
  );
  const request: OrderRequest = {
    clientOrderId: state.orders.nextClientOrderId(),
    instrument,
    side,
    type: 'limit',
    timeInForce,
    quantity,
    price,
    purpose: side === 'buy' ? 'entry' : 'signalExit',
    lane: lane.id,
    decisionId,
    reason,
    level: level.name,
    ...(tag === undefined ? {} : { tag }),
    ...(lot === undefined ? {} : { lot }),
  };
  const reserved = side === 'buy' ? budgetOf(state, lane, wished, quantity) : 0n;
  const order = new TrackedOrder(request, venue, state.nowMs, {
    reserved,
    levels: {
      ...(stopPrice === undefined ? {} : { stopPrice }),
      ...(targetPrice === undefined ? {} : { targetPrice }),
    },
  });
  state.portfolio.reserve(reserved);
  level.sent(order);
  sendOrder(state, order);
}

/** Most that the buy can cost, its fee included. */
function budgetOf(state: EngineState, lane: Lane, { price }: WishedOrder, quantity: Quantity): Notional {
  const { makerFeeRate, takerFeeRate } = state.market(lane.instrument).instrument;
  const cost = notionalOf(price, quantity, 'up');
  return (cost + multiply(cost, maximum(makerFeeRate, takerFeeRate), 'up')) as Notional;
}
