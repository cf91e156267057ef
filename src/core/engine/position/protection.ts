/** Stop and target of a position as orders of their lane: made and moved with its levels, ended with the position. */
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import { ProtectiveOrder, type Trigger } from '../state/protective-order.ts';

const ROLES = ['stop', 'target'] as const;

/** The guard has new levels, or guards another quantity. */
export function followLevels(state: EngineState, lane: Lane, quantity: bigint): void {
  for (const role of ROLES) {
    const { generation } = lane.guard;
    const { price, rule } = lane.guard.level(role);
    if (price > 0) follow(state, lane, role, { price, rule, quantity, generation });
    else end(state, lane, role);
  }
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

/** The price reached the trigger; gives the id under which the exit is known to have come of it. */
export function fire(state: EngineState, lane: Lane, role: 'stop' | 'target'): string | undefined {
  const order = lane.orders[role];
  if (!order) return undefined;
  order.enter('fired', state.nowMs);
  lane.orders.protectionEnded(role);
  state.observer.protectionChanged?.(order);
  return order.clientOrderId;
}

/** An exit was made for it. */
export function chain(state: EngineState, firedBy: string, orderId: string): void {
  const order = state.orders.findProtective(firedBy);
  if (!order) return;
  order.fired(orderId);
  state.observer.protectionChanged?.(order);
}

/** The position is gone, or leaves by a goal: nothing waits any more. */
export function endProtection(state: EngineState, lane: Lane): void {
  for (const role of ROLES) end(state, lane, role);
}

function follow(state: EngineState, lane: Lane, role: 'stop' | 'target', trigger: Trigger): void {
  const known = lane.orders[role];
  if (known) known.move(trigger, state.nowMs);
  else {
    const clientOrderId = state.orders.nextProtectiveId(role);
    const name = { clientOrderId, lane: lane.id, instrument: lane.instrument, role };
    const order = new ProtectiveOrder(name, trigger, state.nowMs);
    lane.orders.protectionSent(order);
    state.orders.addProtective(order);
  }
  const order = lane.orders[role];
  if (order) state.observer.protectionChanged?.(order);
}

function end(state: EngineState, lane: Lane, role: 'stop' | 'target'): void {
  const order = lane.orders[role];
  if (!order) return;
  order.enter('canceled', state.nowMs);
  lane.orders.protectionEnded(role);
  state.observer.protectionChanged?.(order);
}
