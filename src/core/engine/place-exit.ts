/** Leaving a position: whatever asks for it, the same path. Entry rules have no say here. */
import { multiply } from '../../domain/decimal.ts';
import { isTooSmall, quantizeQuantity } from '../../domain/instrument.ts';
import type { OrderPurpose, OrderRequest } from '../../domain/order.ts';
import { type Price, type Quantity, fromSignal, notionalOf } from '../../domain/units.ts';
import { requestCancel } from './answers.ts';
import { closeAsDust } from './booking.ts';
import { decisionIdOf } from './identifiers.ts';
import type { Lane } from './lane.ts';
import { TrackedOrder } from './orders.ts';
import { concludeOrder, deny } from './outcome.ts';
import { judge } from './risk-check.ts';
import type { EngineState } from './state.ts';

export interface ExitWish {
  readonly purpose: Exclude<OrderPurpose, 'entry'>;
  readonly reason: string;
  readonly tag?: string | undefined;
  /** Part of the position, default all of it. */
  readonly share?: number | undefined;
  /** Price that the order is judged at; the last known one by default. */
  readonly price?: number;
}

/** Sells the lane's position, or the share asked for, at market; earlier dust of the instrument goes along. */
export function placeExit(state: EngineState, lane: Lane, wish: ExitWish): void {
  if (lane.entryOrder) requestCancel(state, lane.entryOrder, wish.reason);
  if (lane.exitOrder || !lane.position) return;
  const { instrument } = lane.market;
  const price = fromSignal(wish.price ?? lane.market.last) as Price;
  if (wish.share === undefined || wish.share >= 1) state.ledger.takeDust(instrument.id, lane.id);
  const held = state.ledger.position(lane.id)?.quantity ?? (0n as Quantity);
  const wanted = wish.share === undefined ? held : (multiply(held, fromSignal(wish.share), 'down') as Quantity);
  const quantity = quantizeQuantity(instrument, wanted);
  if (isTooSmall(instrument, quantity, price)) {
    if (quantity === quantizeQuantity(instrument, held)) closeAsDust(state, lane);
    return;
  }
  const verdict = judge(state, lane, {
    side: 'sell',
    purpose: wish.purpose,
    quantity,
    price,
    notional: notionalOf(price, quantity, 'down'),
    isLimit: false,
    stopPrice: Number.NaN,
  });
  if (!verdict.ok) {
    // A strategy may ask again by itself; a protective or operator exit must not be forgotten.
    if (wish.purpose !== 'signalExit') lane.pendingExitReason = wish.reason;
    state.notify(
      'critical',
      'exitDenied',
      `${instrument.symbol}: ${verdict.reasons.map((reason) => reason.message).join('; ')}`,
    );
    return deny(state, lane, 'sell', wish.reason, verdict.reasons);
  }
  const request: OrderRequest = {
    clientOrderId: state.orders.nextClientOrderId(),
    instrument: instrument.id,
    side: 'sell',
    type: 'market',
    timeInForce: 'ioc',
    quantity,
    purpose: wish.purpose,
    lane: lane.id,
    decisionId: decisionIdOf(lane),
    reason: wish.reason,
    ...(wish.tag === undefined ? {} : { tag: wish.tag }),
  };
  lane.pendingExitReason = '';
  const order = new TrackedOrder(request, instrument.venue, state.nowMs, 0n);
  lane.exitOrder = order;
  lane.exitShare = wish.share;
  concludeOrder(state, lane, order, 'sell', wish.reason);
}
