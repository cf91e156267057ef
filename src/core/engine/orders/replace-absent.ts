/** An order is proven never to have existed: what it was meant for is intended again, as a new order. */
import { assert } from '../../../domain/assert.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';
import { enter } from './enter.ts';
import { pursueGoal } from './pursue.ts';

/** An exit is made again at once. An entry waits until nothing of its instrument is unknown: risk would deny it. */
export function replaceAbsent(state: EngineState, order: TrackedOrder): void {
  // Its level is looked at again when the order has ended.
  if (order.request.level !== undefined) return;
  if (order.request.purpose === 'entry') return state.orders.awaitReplacement(order);
  pursueGoal(state, state.lane(order.request.lane));
}

/** Makes entries again whose decision is still the latest of their lane, through sizing and risk once more. */
export function replaceAbsentEntries(state: EngineState): void {
  for (const order of state.orders.takeAbsentEntries()) {
    const { instrument, decisionId, clientOrderId } = order.request;
    const lane = state.lane(order.request.lane);
    const { entryIntent } = lane.orders;
    if (decisionId !== lane.decisionId || lane.spec.isRetired) continue;
    assert(entryIntent !== undefined, () => `${clientOrderId} must come of an intent`);
    if (state.orders.hasUnknown(instrument)) {
      state.orders.awaitReplacement(order);
      continue;
    }
    state.idempotency.forget(clientOrderId);
    enter(state, lane, entryIntent);
  }
}
