/** Keeps every open position guarded: which levels, whether they are live, what happens when price reaches one. */
import type { QuoteSeen } from '../../domain/events.ts';
import { type ExitPosition, evaluateExits } from '../exits/index.ts';
import type { Lane } from './lane.ts';
import { placeExit } from './place-exit.ts';
import type { EngineState } from './state.ts';

/** One scratch object for every evaluation: exits are judged on each candle of an open position. */
const scratch: ExitPosition = {
  entryPrice: 0,
  entryTimeMs: 0,
  candlesHeld: 0,
  highestClose: 0,
  lastPrice: 0,
  atr: Number.NaN,
  stopPrice: Number.NaN,
  strategyStopPrice: Number.NaN,
  strategyTargetPrice: Number.NaN,
};

function evaluate(state: EngineState, lane: Lane, lastPrice: number, strategyStopPrice = lane.strategyStopPrice): void {
  const { position } = lane;
  scratch.entryPrice = position?.entryPrice ?? lastPrice;
  scratch.entryTimeMs = position?.entryTimeMs ?? state.nowMs;
  scratch.candlesHeld = position?.candlesHeld ?? 0;
  scratch.highestClose = position ? lane.highestClose : lastPrice;
  scratch.lastPrice = lastPrice;
  scratch.atr = lane.market.atr?.current ?? Number.NaN;
  scratch.stopPrice = position ? lane.guard.stopPrice : Number.NaN;
  scratch.strategyStopPrice = strategyStopPrice;
  scratch.strategyTargetPrice = lane.strategyTargetPrice;
  evaluateExits(state.exitRules, scratch, state.settings.exits, state.exitProposal);
}

/** Where a position entered at `price` would be stopped; `NaN` when nothing would stop it. */
export function plannedStopPrice(state: EngineState, lane: Lane, price: number, strategyStopPrice: number): number {
  evaluate(state, lane, price, strategyStopPrice);
  return state.exitProposal.stopPrice;
}

/** After a closed candle: tighten levels, leave when a rule says so. */
export function stepGuard(state: EngineState, lane: Lane): void {
  const { position, market } = lane;
  if (!position) return;
  position.candlesHeld += 1;
  const { last } = market;
  position.profitRatio = last / position.entryPrice - 1;
  const isHigher = last > lane.highestClose;
  if (isHigher) lane.highestClose = last;
  if (lane.pendingExitReason !== '') return retryExit(state, lane);
  if (state.exitsMoveWithCandles || (isHigher && state.exitsMoveWithHighs)) moveExits(state, lane, last);
  if (lane.guard.status !== 'protected') checkNaked(state, lane);
}

function moveExits(state: EngineState, lane: Lane, last: number): void {
  evaluate(state, lane, last);
  const { exitProposal: proposal } = state;
  if (proposal.exitRule !== '') placeExit(state, lane, { purpose: 'protectiveExit', reason: proposal.exitRule });
  else if (!hasLevels(lane, proposal.stopPrice, proposal.targetPrice)) arm(state, lane);
}

/** After a fill changed the position: the levels follow its quantity and entry price. */
export function rearmGuard(state: EngineState, lane: Lane): void {
  if (!lane.position) return;
  evaluate(state, lane, lane.position.candlesHeld === 0 ? lane.position.entryPrice : lane.market.last);
  arm(state, lane);
}

/** The position's exit failed: it counts as naked until the next attempt, with the next candle or timer. */
export function loseGuard(state: EngineState, lane: Lane): void {
  if (lane.guard.status !== 'naked') lane.guard.sinceMs = state.nowMs;
  lane.guard.status = 'naked';
  state.observer.positionChanged?.(lane);
}

/** On every tick of the clock. */
export function tendGuard(state: EngineState, lane: Lane): void {
  retryExit(state, lane);
  checkNaked(state, lane);
}

/** Tries an exit again that ended without selling. */
function retryExit(state: EngineState, lane: Lane): void {
  if (lane.pendingExitReason === '' || lane.exitOrder) return;
  placeExit(state, lane, { purpose: 'protectiveExit', reason: lane.pendingExitReason });
}

function hasLevels(lane: Lane, stopPrice: number, targetPrice: number): boolean {
  return Object.is(lane.guard.stopPrice, stopPrice) && Object.is(lane.guard.targetPrice, targetPrice);
}

function arm(state: EngineState, lane: Lane): void {
  const { guard } = lane;
  const { exitProposal: proposal } = state;
  guard.generation += 1;
  guard.stopPrice = proposal.stopPrice;
  guard.stopRule = proposal.stopRule;
  guard.targetPrice = proposal.targetPrice;
  guard.targetRule = proposal.targetRule;
  if (guard.status !== 'beingReplaced') guard.sinceMs = state.nowMs;
  guard.status = 'beingReplaced';
  const quantity = state.ledger.position(lane.id)?.quantity;
  if (quantity === undefined) return;
  state.send({
    type: 'armExit',
    lane: lane.id,
    instrument: lane.market.instrument.id,
    generation: guard.generation,
    quantity,
    ...(Number.isNaN(guard.stopPrice) ? {} : { stopPrice: guard.stopPrice }),
    ...(Number.isNaN(guard.targetPrice) ? {} : { targetPrice: guard.targetPrice }),
  });
}

export function onExitArmed(state: EngineState, laneId: number, generation: number): void {
  const lane = state.lanes[laneId];
  if (!lane?.position || lane.guard.generation !== generation) return;
  lane.guard.status = 'protected';
  lane.guard.sinceMs = state.nowMs;
  state.observer.positionChanged?.(lane);
}

export function onExitArmFailed(state: EngineState, laneId: number, generation: number, cause: string): void {
  const lane = state.lanes[laneId];
  if (!lane?.position || lane.guard.generation !== generation) return;
  if (lane.guard.status !== 'naked') lane.guard.sinceMs = state.nowMs;
  lane.guard.status = 'naked';
  state.notify('warning', 'positionNaked', `${lane.market.instrument.symbol}: exits could not be armed: ${cause}`);
  state.observer.positionChanged?.(lane);
}

/** A position that stayed unguarded too long is sold: a late exit beats none. */
function checkNaked(state: EngineState, lane: Lane): void {
  const { guard } = lane;
  if (!lane.position || guard.status === 'protected' || lane.exitOrder) return;
  const nakedMs = state.nowMs - guard.sinceMs;
  if (nakedMs <= state.settings.nakedLimitMs) return;
  const { symbol } = lane.market.instrument;
  state.notify(
    'critical',
    'positionNaked',
    `${symbol}: no live exit for ${Math.round(nakedMs / 1000)} s, selling at market`,
  );
  placeExit(state, lane, { purpose: 'protectiveExit', reason: 'naked' });
}

/** A price crossed an armed level, or is the regular one: leave where a level says so. */
export function onQuote(state: EngineState, event: QuoteSeen): void {
  const market = state.market(event.instrument);
  market.bid = event.bid;
  market.ask = event.ask;
  market.hasNewerQuote = true;
  for (const lane of market.lanes) {
    if (!lane.position || lane.exitOrder) continue;
    const rule = lane.guard.triggeredBy(event.bid);
    if (rule !== undefined) placeExit(state, lane, { purpose: 'protectiveExit', reason: rule, price: event.bid });
  }
}
