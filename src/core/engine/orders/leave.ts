/** Leaving a position: whatever asks for it, the same path. Entry rules have no say here. */
import { multiply } from '../../../domain/decimal.ts';
import { isTooSmall, quantizeQuantity } from '../../../domain/market/instrument.ts';
import type { OrderPurpose, OrderRequest } from '../../../domain/orders/order.ts';
import { type Price, type Quantity, fromSignal, notionalOf } from '../../../domain/units.ts';
import { closeAsDust } from '../position/position.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import { TrackedOrder } from '../state/tracked-order.ts';
import { requestCancel } from './requests.ts';
import { judge } from './risk-check.ts';
import { deny, submit } from './submit.ts';

/** Why and how much to sell; strategies, levels and operators ask alike. */
export interface ExitIntent {
  readonly purpose: Exclude<OrderPurpose, 'entry'>;
  readonly reason: string;
  readonly tag?: string | undefined;
  /** Part of the position, default all of it. */
  readonly share?: number | undefined;
  /** Price that the order is judged at; the last known one by default. */
  readonly price?: number;
}

/** Sells the lane's position, or the share asked for, at market; earlier dust of the instrument goes along. */
export function leave(state: EngineState, lane: Lane, intent: ExitIntent): void {
  const { purpose, reason, tag, share } = intent;
  if (lane.orders.entry) requestCancel(state, lane.orders.entry, reason);
  if (lane.orders.exit || !lane.position) return;
  const { instrument, last } = state.market(lane.instrument);
  const price = fromSignal(intent.price ?? last) as Price;
  if (share === undefined || share >= 1) state.ledger.takeDust(instrument.id, lane.id);
  const held = state.ledger.position(lane.id)?.quantity ?? (0n as Quantity);
  const wanted = share === undefined ? held : (multiply(held, fromSignal(share), 'down') as Quantity);
  const quantity = quantizeQuantity(instrument, wanted);
  if (isTooSmall(instrument, quantity, price)) {
    if (quantity === quantizeQuantity(instrument, held)) closeAsDust(state, lane);
    return;
  }
  const verdict = judge(state, lane, {
    side: 'sell',
    purpose,
    quantity,
    price,
    notional: notionalOf(price, quantity, 'down'),
    isLimit: false,
    stopPrice: Number.NaN,
  });
  if (!verdict.ok) {
    // A strategy may ask again by itself; a protective or operator exit must not be forgotten.
    if (purpose !== 'signalExit') lane.orders.retryExit(reason);
    const problems = verdict.reasons.map(({ message }) => message).join('; ');
    state.notify('critical', 'exitDenied', `${instrument.symbol}: ${problems}`);
    return deny(state, lane, 'sell', reason, verdict.reasons);
  }
  const request: OrderRequest = {
    clientOrderId: state.orders.nextClientOrderId(),
    instrument: instrument.id,
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
  const order = new TrackedOrder(request, instrument.venue, state.nowMs);
  lane.orders.exitSent(order, share);
  submit(state, lane, order);
}
