/**
 * Orders that a strategy wishes to rest are a desired state, compared with what is at work level by level: what is missing
 * is placed, what is not wished any more is canceled, and what has changed is canceled, proven gone, and only then placed
 * anew. So there is never a second order of a level, also after a restart.
 */
import type { Rest } from '../../../strategies/api/index.ts';
import { explainLane } from '../../explain.ts';
import type { EngineState } from '../../state/engine-state.ts';
import type { Lane } from '../../state/lane.ts';
import type { RestingLevel } from '../../state/resting-levels.ts';
import type { TrackedOrder } from '../../state/tracked-order.ts';
import { requestCancel } from '../requests.ts';
import { placeLevel } from './place.ts';
import { wishedOrder } from './wished-order.ts';

/**
 * Waits after orders of a level that ended without being asked to; the last one repeats. None is 0: the cancel may have
 * been ours, of a moment before a crash that the journal does not have.
 */
const RETRY_WAITS_MS = [5_000, 15_000, 60_000, 300_000] as const;
/** People are told after so many in a row, and after each so many more. */
const FAILURES_TO_TELL = 5;

/** A strategy says what shall rest from now on. */
export function rest(state: EngineState, lane: Lane, statement: Rest): void {
  const { orders, reason } = statement;
  const { levels } = lane.orders;
  const stated = new Map(orders.map((order) => [order.level, order]));
  for (const level of levels.all) if (!stated.has(level.name)) level.forget();
  for (const [name, order] of stated) {
    const level = levels.at(name);
    const wished = wishedOrder(state, lane, order, statement);
    level.wish(wished.ok ? wished.value : undefined);
    if (!wished.ok && level.found(wished.error.code, wished.error.message)) {
      state.observer.entryDenied?.(lane, [wished.error]);
    }
  }
  lane.conclude({ action: 'hold', reason, denials: [], clientOrderId: undefined });
  reconcileLevels(state, lane);
  state.observer.decisionMade?.(lane, explainLane(state, lane), undefined);
}

/** Places, cancels or leaves each level as it is wished; what must wait is tried again when something has changed. */
export function reconcileLevels(state: EngineState, lane: Lane): void {
  if (state.isFolding) return;
  const { levels } = lane.orders;
  for (const level of levels.all) {
    const { order, wished } = level;
    if (order) {
      if (!level.isRight) requestCancel(state, order, wished ? 'to be replaced' : 'not wished any more');
    } else if (wished) {
      if (state.nowMs >= level.nextTryMs) placeLevel(state, lane, level, wished);
    } else if (level.code === '') levels.forget(level);
  }
}

/** An unknown order was resolved: levels that risk denied because of it wait no longer. */
export function placeWhatWaited(state: EngineState): void {
  state.orders.noteResolved();
  for (const lane of state.lanes) reconcileLevels(state, lane);
}

/** Whether a level waits for time to pass. */
export function awaitsTime(lane: Lane): boolean {
  for (const { order, wished, nextTryMs } of lane.orders.levels.all) {
    if (!order && wished && nextTryMs > Number.NEGATIVE_INFINITY) return true;
  }
  return false;
}

/** Nothing of the lane shall rest: all of it is to be left, and sales would hold coins that the exit needs. */
export function clearLevels(state: EngineState, lane: Lane, reason: string): void {
  for (const level of lane.orders.levels.all) {
    level.forget();
    if (level.order) requestCancel(state, level.order, reason);
  }
}

/** Nobody watches any more what a buy would bring. */
export function cancelBuys(state: EngineState, lane: Lane, reason: string): void {
  const { entry, levels } = lane.orders;
  if (entry) requestCancel(state, entry, reason);
  for (const level of levels.all) {
    if (level.wished?.side !== 'buy' && level.order?.request.side !== 'buy') continue;
    level.forget();
    if (level.order) requestCancel(state, level.order, reason);
  }
}

/** Coins that a partial exit needs are locked by sales that rest: they go, and come again when it is done. */
export function freeLockedBase(state: EngineState, lane: Lane, reason: string): void {
  for (const { order } of lane.orders.levels.all) {
    if (order?.request.side === 'sell') requestCancel(state, order, reason);
  }
}

/** An order has filled. One of a level, told of late, was not known to the order in its place: that asks for too much. */
export function levelFilled(state: EngineState, lane: Lane, order: TrackedOrder, quantity: bigint): void {
  const name = order.request.level;
  const level = name === undefined ? undefined : lane.orders.levels.find(name);
  // What the other side fills was another wish.
  if (!level || level.wished?.side !== order.request.side) return;
  level.filledBy(quantity);
  if (level.order && level.order !== order) requestCancel(state, level.order, 'to be replaced');
}

/** The order of a level has ended. */
export function levelEnded(state: EngineState, lane: Lane, order: TrackedOrder, name: string): void {
  const level = lane.orders.levels.find(name);
  if (level?.order !== order) return;
  level.ended();
  const isOurDoing = order.status === 'filled' || order.isCancelRequested || order.status === 'failed';
  if (!isOurDoing) retryLater(state, lane, level, order);
}

function retryLater(state: EngineState, lane: Lane, level: RestingLevel, order: TrackedOrder): void {
  const wait = RETRY_WAITS_MS[Math.min(level.failures, RETRY_WAITS_MS.length - 1)] as number;
  level.failed(state.nowMs + wait);
  level.found(order.status, order.lastReason);
  if (level.failures % FAILURES_TO_TELL !== 0) return;
  const what = `${lane.symbol}: the order of level ${level.name} ended ${level.failures} times`;
  state.notify('warning', 'levelStuck', `${what} (${order.status}: ${order.lastReason}); it is tried on`);
}
