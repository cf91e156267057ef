/** Stop and target of a position as orders of their lane: made and moved with its levels, ended with the position. */
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import { ProtectiveOrder, type Trigger } from '../state/protective-order.ts';
import type { TrackedOrder } from '../state/tracked-order.ts';

const ROLES = ['stop', 'target'] as const;

/** The guard has new levels, or guards another quantity. */
export function followLevels(state: EngineState, lane: Lane, quantity: bigint): void {
  const { stopPrice, stopRule, targetPrice, targetRule, generation } = lane.guard;
  if (stopPrice > 0) follow(state, lane, 'stop', { price: stopPrice, rule: stopRule, quantity, generation });
  else end(state, lane, 'stop');
  if (targetPrice > 0) follow(state, lane, 'target', { price: targetPrice, rule: targetRule, quantity, generation });
  else end(state, lane, 'target');
}

/** The latest levels are watched, or could not be armed. */
export function levelsAnswered(state: EngineState, lane: Lane, status: 'waiting' | 'failed'): void {
  for (const role of ROLES) {
    const order = lane.orders[role];
    if (!order) continue;
    order.enter(status, state.nowMs);
    state.observer.protectionChanged?.(order);
  }
}

/** The price reached the trigger; gives the order that the exit is known to have come of. */
export function fire(state: EngineState, lane: Lane, role: 'stop' | 'target'): ProtectiveOrder | undefined {
  const order = lane.orders[role];
  if (!order) return undefined;
  order.enter('fired', state.nowMs);
  lane.orders.protectionEnded(role);
  state.observer.protectionChanged?.(order);
  return order;
}

/** An exit was made for it: each names the other. */
export function chain(state: EngineState, number: number, exit: TrackedOrder): void {
  const firedBy = state.orders.findProtective(number);
  // One that ended long ago is not known any more, and the exit goes on without its name.
  if (!firedBy) return;
  exit.sellsFor(firedBy.clientOrderId);
  firedBy.fired(exit.request.clientOrderId);
  state.observer.protectionChanged?.(firedBy);
}

/** The position is gone, or leaves by a goal: nothing waits any more. */
export function endProtection(state: EngineState, lane: Lane): void {
  for (const role of ROLES) end(state, lane, role);
}

function follow(state: EngineState, lane: Lane, role: 'stop' | 'target', trigger: Trigger): void {
  let order = lane.orders[role];
  if (order) order.move(trigger, state.nowMs);
  else {
    const place = { lane: lane.id, instrument: lane.instrument, role };
    order = new ProtectiveOrder(state.orders.nextProtective(), place, trigger, state.nowMs);
    lane.orders.protectionSent(order);
    state.orders.addProtective(order);
  }
  state.observer.protectionChanged?.(order);
}

function end(state: EngineState, lane: Lane, role: 'stop' | 'target'): void {
  const order = lane.orders[role];
  if (!order) return;
  order.enter('canceled', state.nowMs);
  lane.orders.protectionEnded(role);
  state.observer.protectionChanged?.(order);
}
