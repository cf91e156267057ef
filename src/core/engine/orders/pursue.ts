/** Takes a position to its lane's goal: one order at a time, looked at again whenever one ends. */
import { maximum, minimum } from '../../../domain/decimal.ts';
import type { Denial } from '../../../domain/decision.ts';
import { type Instrument, isTooSmall, quantizeQuantity } from '../../../domain/market/instrument.ts';
import type { Mutable } from '../../../domain/mutable.ts';
import type { OrderRequest } from '../../../domain/orders/order.ts';
import { type Price, type Quantity, fromSignal, notionalOf } from '../../../domain/units.ts';
import { closeAsDust } from '../position/position.ts';
import { chain } from '../position/protection.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Goal } from '../state/goal.ts';
import type { Lane } from '../state/lane.ts';
import { TrackedOrder } from '../state/tracked-order.ts';
import { freeLockedBase } from './resting/reconcile.ts';
import { type OrderUnderJudgement, judge } from './risk-check.ts';
import { nextSlice } from './slice.ts';
import { TRADING_DISABLED, deny, submit } from './submit.ts';

/** Waits after tries that sold nothing; the last one repeats. */
const RETRY_WAITS_MS = [0, 1_000, 2_000, 5_000, 15_000, 60_000] as const;
/** An exit waits so long for coins that resting sales hold; then it sells what is free. */
const MOST_WAIT_FOR_COINS_MS = 1_000;
/** People are told after so many failures, and after each so many more. */
const FAILURES_TO_TELL = 5;

/** Sells what is above the goal at market; dust of the instrument goes along with a whole position. */
export function pursueGoal(state: EngineState, lane: Lane, atPrice?: number): void {
  const { goal, exit, levels } = lane.orders;
  if (!goal || exit || state.nowMs < lane.orders.nextSliceMs) return;
  const { hasBuys } = lane.orders;
  // A buy that is still at work may fill: the goal stays until it has ended.
  if (!lane.position) return hasBuys ? undefined : lane.orders.goalMet();
  const { instrument, last } = state.market(lane.instrument);
  const price = fromSignal(atPrice ?? last) as Price;
  const held = state.ledger.held(lane.id);
  const above = goal.quantity === 0n ? state.ledger.sellable(lane.id) : held - goal.quantity;
  const { locked } = levels;
  // A sale that rests may have filled meanwhile; what one still holds is not dust.
  if (above <= 0n || (locked === 0n && isTooSmall(instrument, sellable(instrument, above), price))) {
    // Of a position that is to be gone, what buys still bring goes as well.
    if (goal.quantity > 0n || !hasBuys) lane.orders.goalMet();
    if (locked === 0n && isTooSmall(instrument, sellable(instrument, held), price)) closeAsDust(state, lane, price);
    return;
  }
  const wanted = minimum(above, reallyThere(state, instrument));
  const isLocked = locked > 0n && wanted > held - locked;
  if (isLocked && freesCoins(state, lane, goal)) return;
  const quantity = sellable(instrument, isLocked ? held - locked : wanted);
  if (isTooSmall(instrument, quantity, price)) {
    // The rest is locked by sales that are being canceled: looked at again when they have ended.
    if (isLocked) return;
    // Not dust: others may have sold these coins, and whoever settles that gives them back.
    return goalFailed(state, lane);
  }
  const slice = nextSlice(state, lane, quantity);
  const denials = denialsOf(state, lane, { purpose: goal.purpose, quantity, price });
  if (denials.length === 0) {
    if (slice) state.notify('warning', 'exitSliced', slice.message);
    return sell(state, lane, goal, { quantity, limit: slice?.limit });
  }
  // A strategy may ask again by itself; a protective or operator exit must not be forgotten.
  if (goal.purpose === 'signalExit') lane.orders.goalMet();
  else goalFailed(state, lane);
  denyExit(state, lane, goal.reason, denials);
}

/** Everything that speaks against a sale. */
function denialsOf(
  state: EngineState,
  lane: Lane,
  sale: Pick<OrderUnderJudgement, 'purpose' | 'quantity' | 'price'>,
): readonly Denial[] {
  if (sale.purpose === 'signalExit' && !state.settings.isTradingEnabled) return [TRADING_DISABLED];
  const notional = notionalOf(sale.price, sale.quantity, 'down');
  const { purpose, quantity, price } = sale;
  const order = { side: 'sell', purpose, quantity, price, notional, isLimit: false, stopPrice: Number.NaN } as const;
  return judge(state, lane, order).reasons;
}

function denyExit(state: EngineState, lane: Lane, reason: string, denials: readonly Denial[]): void {
  const problems = denials.map(({ message }) => message).join('; ');
  state.notify('critical', 'exitDenied', `${lane.symbol}: ${problems}`);
  deny(state, lane, 'sell', reason, denials);
}

/**
 * A level or an exit rule asks to leave while trading is halted: said once for these levels and not remembered, since
 * levels are armed anew when the halt ends, and act on the price of then.
 */
export function keepBack(state: EngineState, lane: Lane, reason: string, atPrice?: number): void {
  if (lane.guard.isKeptBack) return;
  lane.guard.keepBack();
  const quantity = state.ledger.held(lane.id);
  const price = fromSignal(atPrice ?? state.market(lane.instrument).last) as Price;
  const denials = denialsOf(state, lane, { purpose: 'protectiveExit', quantity, price });
  denyExit(state, lane, reason, denials);
}

/** Sales that rest hold coins that the exit needs: they are canceled, and the exit waits a little for the proof. */
function freesCoins(state: EngineState, lane: Lane, { reason }: Goal): boolean {
  freeLockedBase(state, lane, reason);
  return state.nowMs - lane.orders.awaitCoins(state.nowMs) < MOST_WAIT_FOR_COINS_MS;
}

/** On every wish and every tick of the clock. */
export function pursueGoalWhenDue(state: EngineState, lane: Lane, atPrice?: number): void {
  if (state.nowMs >= lane.orders.nextTryMs) pursueGoal(state, lane, atPrice);
}

/** What may have stood in the way of goals has changed: the next look tries them. */
export function retryGoals(lanes: readonly Lane[]): void {
  for (const { orders } of lanes) orders.goalNearer();
}

/** A try sold nothing: the next one waits, longer each time. */
export function goalFailed(state: EngineState, lane: Lane): void {
  const { orders } = lane;
  const wait = RETRY_WAITS_MS[Math.min(orders.failures, RETRY_WAITS_MS.length - 1)] as number;
  orders.goalFailed(state.nowMs + wait);
  if (orders.failures % FAILURES_TO_TELL !== 0) return;
  const what = `${lane.symbol}: the position could not be left in ${orders.failures} tries`;
  state.notify('critical', 'exitStuck', `${what} (${orders.goal?.reason}); they go on`);
}

/** Base that the venue still holds for strategies: what they bought, without what was sold beyond the books. */
function reallyThere({ ledger, suspense }: EngineState, { id, base }: Instrument): bigint {
  return maximum(ledger.owned(base) - suspense.oversold(id), 0n);
}

/** As much as one order may sell. */
function sellable(instrument: Instrument, wanted: bigint): Quantity {
  const most = instrument.maxQuantity === undefined ? wanted : minimum(wanted, instrument.maxQuantity);
  return quantizeQuantity(instrument, most as Quantity);
}

function sell(
  state: EngineState,
  lane: Lane,
  goal: Goal,
  { quantity, limit }: { readonly quantity: Quantity; readonly limit: Price | undefined },
): void {
  const { id: instrument, venue } = state.market(lane.instrument).instrument;
  const { purpose, reason, tag, firedBy } = goal;
  const request: Mutable<OrderRequest> = {
    clientOrderId: state.orders.nextClientOrderId(),
    instrument,
    side: 'sell',
    type: limit === undefined ? 'market' : 'limit',
    timeInForce: 'ioc',
    quantity,
    purpose,
    lane: lane.id,
    decisionId: lane.orders.exitDecisionId(lane.decisionId),
    reason,
  };
  if (limit !== undefined) request.price = limit;
  if (tag !== undefined) request.tag = tag;
  const order = new TrackedOrder(request, venue, state.nowMs);
  if (firedBy !== undefined) chain(state, firedBy, order);
  lane.orders.exitSent(order);
  state.ledger.claimDust(lane.id, quantity);
  submit(state, lane, order);
}
