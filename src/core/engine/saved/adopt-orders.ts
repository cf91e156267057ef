/** Orders at work, and levels in force, as tables hold them. */
import { maximum, multiply } from '../../../domain/decimal.ts';
import { isTerminal } from '../../../domain/orders/order.ts';
import { notionalOf } from '../../../domain/units.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import { ProtectiveOrder } from '../state/protective-order.ts';
import { TrackedOrder } from '../state/tracked-order.ts';
import type { AdoptedFill, AdoptedOrder, AdoptedTables } from './adopted-tables.ts';

/** So many that have ended are known on, for what the venue may still say of them. */
const KEPT_ENDED = 64;
const RULE = 'as before';

export function adoptOrders(state: EngineState, { orders, fills }: AdoptedTables): void {
  const all = [...orders.values()].toSorted((a, b) => numberOf(a) - numberOf(b));
  for (const { createdTimeMs } of all) state.portfolio.orderSent(createdTimeMs);
  const isKept = ({ status }: AdoptedOrder, at: number) => !isTerminal(status) || at >= all.length - KEPT_ENDED;
  for (const told of all.filter(isKept)) {
    const tracked = trackedFrom(state, told, fills.get(told.request.clientOrderId) ?? []);
    state.orders.takeOver(tracked.save(), told.updatedTimeMs);
    const order = state.orders.find(told.request.clientOrderId) as TrackedOrder;
    if (order.isWorking) giveToLane(state, order);
  }
}

/** The end of a client order id is its number. */
function numberOf({ request: { clientOrderId } }: AdoptedOrder): number {
  return Number.parseInt(clientOrderId.slice(clientOrderId.lastIndexOf('-') + 1), 36);
}

function trackedFrom(state: EngineState, told: AdoptedOrder, fills: readonly AdoptedFill[]): TrackedOrder {
  const { request, status, createdTimeMs, updatedTimeMs, venueOrderId, lastReason, firedBy } = told;
  const { venue } = state.market(request.instrument).instrument;
  const order = new TrackedOrder(request, venue, createdTimeMs);
  order.number = numberOf(told);
  order.leave(createdTimeMs);
  if (venueOrderId !== undefined) order.acknowledge(venueOrderId, createdTimeMs);
  let spent = 0n;
  for (const { price, quantity, fee, feeAsset, tradeId } of fills) {
    const paid = notionalOf(price, quantity, 'up');
    order.fill(quantity, paid, tradeId);
    spent += paid + (feeAsset === state.quote ? fee : 0n);
  }
  if (!isTerminal(status)) order.reserved = reservedFor(state, order, spent);
  order.firedBy = firedBy;
  order.explain(lastReason);
  order.enter(status, updatedTimeMs);
  return order;
}

/** What a buy may still spend; of a limit order that is what is left of it, and the fee of that. */
function reservedFor(state: EngineState, { request, filledQuantity }: TrackedOrder, spent: bigint): bigint {
  const { side, budget, price, quantity, instrument } = request;
  if (side === 'sell') return 0n;
  if (budget !== undefined) return maximum(budget - spent, 0n);
  if (price === undefined) return 0n;
  const { takerFeeRate } = state.market(instrument).instrument;
  const notional = multiply(price, quantity - filledQuantity, 'up');
  return notional + multiply(notional, takerFeeRate, 'up');
}

function giveToLane(state: EngineState, order: TrackedOrder): void {
  const { side, level, purpose, lane: id, reason, tag, quantity } = order.request;
  const lane = state.lane(id);
  state.portfolio.reserve(order.reserved);
  // Its strategy says with the next candle what shall rest there.
  if (level !== undefined) lane.orders.levels.at(level).sent(order);
  else if (side === 'buy') lane.orders.entrySent(order, { kind: 'enterLong', reason });
  else if (purpose !== 'entry') {
    lane.orders.exitSent(order);
    const left = state.ledger.held(lane.id) - (quantity - order.filledQuantity);
    lane.orders.wish({ quantity: maximum(left, 0n), purpose, reason, tag, firedBy: undefined }, state.nowMs);
  }
}

/** Levels as the tables have them: the run begins anew with them in force. */
export function adoptProtection(state: EngineState, tables: AdoptedTables): void {
  for (const { lane: id, stopPrice = Number.NaN, targetPrice = Number.NaN } of tables.positions) {
    const lane = state.lane(id);
    const { guard, holding } = lane;
    guard.replace({ stopPrice, stopRule: RULE, targetPrice, targetRule: RULE }, state.nowMs);
    guard.confirm(state.nowMs);
    // A stop in force is kept by whoever arms it; a target would be that of the rules alone.
    holding.setStrategyLevels(undefined, targetPrice);
  }
  adoptWaiting(state, tables);
}

function adoptWaiting(state: EngineState, { protective }: AdoptedTables): void {
  for (const { clientOrderId, lane: id, role, triggerPrice, rule, quantity, status, createdTimeMs } of protective) {
    const lane: Lane | undefined = state.lanes[id];
    const [, number = ''] = /-([0-9a-z]+)-[st]$/.exec(clientOrderId) ?? [];
    if (!lane || number === '') continue;
    // The register puts the name of its run in front.
    const name = { prefix: '', number: Number.parseInt(number, 36) };
    const trigger = { price: triggerPrice, rule, quantity, generation: lane.guard.generation };
    const place = { lane: id, instrument: lane.instrument, role };
    const order = new ProtectiveOrder(name, place, trigger, createdTimeMs);
    order.enter(status, state.nowMs);
    // Once, so that its number is not used again.
    state.orders.takeOverProtective(order.save());
    const known = state.orders.findProtective(order.number) as ProtectiveOrder;
    if (!known.hasEnded && lane.position) lane.orders.protectionSent(known);
  }
}
