/** Takes a position to its lane's goal: one order at a time, looked at again whenever one ends. */
import { maximum, minimum } from '../../../domain/decimal.ts';
import { type Instrument, isTooSmall, quantizeQuantity } from '../../../domain/market/instrument.ts';
import type { OrderRequest } from '../../../domain/orders/order.ts';
import { type Price, type Quantity, fromSignal, notionalOf } from '../../../domain/units.ts';
import { closeAsDust } from '../position/position.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Goal } from '../state/goal.ts';
import type { Lane } from '../state/lane.ts';
import { TrackedOrder } from '../state/tracked-order.ts';
import { judge } from './risk-check.ts';
import { deny, submit } from './submit.ts';

/** Waits after tries that sold nothing; the last one repeats. */
const RETRY_WAITS_MS = [0, 1_000, 2_000, 5_000, 15_000, 60_000] as const;
/** People are told after so many failures, and after each so many more. */
const FAILURES_TO_TELL = 5;

/** Sells what is above the goal at market; dust of the instrument goes along with a whole position. */
export function pursueGoal(state: EngineState, lane: Lane, atPrice?: number): void {
  const { goal, exit, entry } = lane.orders;
  if (!goal || exit) return;
  // An entry that is still at work may fill: the goal stays until it has ended.
  if (!lane.position) return entry ? undefined : lane.orders.goalMet();
  const { instrument, last } = state.market(lane.instrument);
  const price = fromSignal(atPrice ?? last) as Price;
  const held = state.ledger.position(lane.id)?.quantity ?? (0n as Quantity);
  const above = goal.quantity === 0n ? state.ledger.sellable(lane.id) : held - goal.quantity;
  if (isTooSmall(instrument, sellable(instrument, above), price)) {
    if (!entry) lane.orders.goalMet();
    if (isTooSmall(instrument, sellable(instrument, held), price)) closeAsDust(state, lane, price);
    return;
  }
  const quantity = sellable(instrument, minimum(above, reallyThere(state, instrument)));
  // Not dust: others may have sold these coins, and whoever settles that gives them back.
  if (isTooSmall(instrument, quantity, price)) return goalFailed(state, lane);
  const order = { side: 'sell', purpose: goal.purpose, quantity, price } as const;
  const notional = notionalOf(price, quantity, 'down');
  const verdict = judge(state, lane, { ...order, notional, isLimit: false, stopPrice: Number.NaN });
  if (!verdict.ok) {
    // A strategy may ask again by itself; a protective or operator exit must not be forgotten.
    if (goal.purpose === 'signalExit') lane.orders.goalMet();
    else goalFailed(state, lane);
    const problems = verdict.reasons.map(({ message }) => message).join('; ');
    state.notify('critical', 'exitDenied', `${instrument.symbol}: ${problems}`);
    return deny(state, lane, 'sell', goal.reason, verdict.reasons);
  }
  sell(state, lane, goal, quantity);
}

/** On every wish and every tick of the clock. */
export function pursueGoalWhenDue(state: EngineState, lane: Lane, atPrice?: number): void {
  if (lane.orders.goal && state.nowMs >= lane.orders.nextTryMs) pursueGoal(state, lane, atPrice);
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

/** Base that the venue still holds for us: what is in the books, without what was sold beyond them. */
function reallyThere({ ledger, suspense }: EngineState, { id, base }: Instrument): bigint {
  return maximum(ledger.balance(base) - suspense.oversold(id), 0n);
}

/** As much as one order may sell. */
function sellable(instrument: Instrument, wanted: bigint): Quantity {
  const most = instrument.maxQuantity === undefined ? wanted : minimum(wanted, instrument.maxQuantity);
  return quantizeQuantity(instrument, most as Quantity);
}

function sell(state: EngineState, lane: Lane, goal: Goal, quantity: Quantity): void {
  const { id: instrument, venue } = state.market(lane.instrument).instrument;
  const { purpose, reason, tag } = goal;
  const request: OrderRequest = {
    clientOrderId: state.orders.nextClientOrderId(),
    instrument,
    side: 'sell',
    type: 'market',
    timeInForce: 'ioc',
    quantity,
    purpose,
    lane: lane.id,
    decisionId: lane.decisionId,
    reason,
    ...(tag === undefined ? {} : { tag }),
  };
  const order = new TrackedOrder(request, venue, state.nowMs);
  lane.orders.exitSent(order);
  state.ledger.claimDust(lane.id, quantity);
  submit(state, lane, order);
}
