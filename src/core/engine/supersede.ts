/** An order is proven never to have existed: what it was meant for is wished again, as a new order. */
import { decisionIdOf } from './identifiers.ts';
import type { Lane } from './lane.ts';
import type { TrackedOrder } from './orders.ts';
import { placeEntry } from './place-entry.ts';
import { placeExit } from './place-exit.ts';
import type { EngineState } from './state.ts';

/** An exit is made again at once. An entry waits until nothing of its instrument is unknown: risk would deny it. */
export function supersede(state: EngineState, order: TrackedOrder): void {
  const { purpose, reason, tag } = order.request;
  const lane = state.lanes[order.request.lane] as Lane;
  if (purpose === 'entry') state.absentEntries.push(order);
  else placeExit(state, lane, { purpose, reason, tag, share: lane.exitShare });
}

/** Makes entries again whose decision is still the latest of their lane, through sizing and risk once more. */
export function supersedeEntries(state: EngineState): void {
  const waiting = state.absentEntries.splice(0);
  for (const order of waiting) {
    const lane = state.lanes[order.request.lane] as Lane;
    if (!lane.entryIntent || order.request.decisionId !== decisionIdOf(lane)) continue;
    if (state.orders.hasUnknown(order.request.instrument)) {
      state.absentEntries.push(order);
      continue;
    }
    state.idempotency.forget(order.request.clientOrderId);
    placeEntry(state, lane, lane.entryIntent);
  }
}
