/** What happens when price or time reaches an open position: its levels move, or it is left. */
import type { QuoteSeen } from '../../../domain/events/events.ts';
import { isProtecting } from '../../../domain/trading-state.ts';
import { leave } from '../orders/leave.ts';
import { pursueGoal, pursueGoalWhenDue } from '../orders/pursue.ts';
import { awaitsTime, reconcileLevels } from '../orders/resting/reconcile.ts';
import { leaveAtLevel } from './leave-at-level.ts';
import { isBelieved, settleOddQuote } from './odd-quote.ts';
import { moveLevels, moveWithCandle } from '../position/levels.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';

/** After a closed candle that the lane has begun: what it says of an odd quote; tighten levels, leave when a rule says so. */
export function watchCandle(state: EngineState, lane: Lane): void {
  const { holding } = lane;
  const { candle } = lane.context;
  const isHigher = holding.candleClosed(candle);
  const { orders } = lane;
  const market = state.market(lane.instrument);
  const { odd } = market.trust;
  if (state.isFolding) return market.trust.settle();
  if (odd !== undefined) settleOddQuote(state, market, odd.isBelow ? candle.low : candle.high);
  if (orders.goal && !orders.exit) {
    // A candle is news enough to try again at once.
    pursueGoal(state, lane);
    // A position that is to be gone is not guarded anew: the level that asked for it would ask again without end.
    if (orders.goal?.quantity === 0n) return;
  }
  if (moveWithCandle(state, isHigher)) {
    const rule = moveLevels(state, lane);
    if (rule !== undefined) leave(state, lane, { purpose: 'protectiveExit', reason: rule });
  }
  const { status } = holding.guard;
  if (status !== 'protected' && status !== 'unguarded') leaveIfNaked(state, lane);
}

/** A price crossed an armed level, or is the regular one: leave where a level says so and the price is believed. */
export function onQuoteSeen(state: EngineState, quote: QuoteSeen): void {
  const { instrument, bid, ask } = quote;
  state.market(instrument).quoteSeen(bid, ask, state.nowMs);
  if (!isBelieved(state, quote)) return;
  for (const lane of state.lanesOf(instrument)) {
    const role = lane.guard.triggeredBy(bid);
    if (role !== undefined) leaveAtLevel(state, lane, role, bid);
  }
}

/** On every tick of the clock. */
export function watchTime(state: EngineState, lane: Lane): void {
  pursueGoalWhenDue(state, lane);
  if (awaitsTime(lane)) reconcileLevels(state, lane);
  leaveIfNaked(state, lane);
}

/** A position that stayed unguarded too long is sold: a late exit beats none. */
function leaveIfNaked(state: EngineState, lane: Lane): void {
  const { guard } = lane;
  if (!lane.position || lane.orders.goal || !isProtecting(state.control.tradingState)) return;
  if (guard.status === 'protected' || guard.status === 'unguarded') return;
  const nakedMs = state.nowMs - guard.sinceMs;
  if (nakedMs <= state.settings.nakedLimitMs) return;
  const seconds = Math.round(nakedMs / 1000);
  state.notify('critical', 'positionNaked', `${lane.symbol}: no live exit for ${seconds} s, selling at market`);
  leave(state, lane, { purpose: 'protectiveExit', reason: 'naked' });
}
