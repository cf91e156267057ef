/** Armed exit levels: the venue watches them and tells the price at which one was crossed. */
import type { ArmExit } from '../../domain/orders/commands.ts';
import { askAt, bidAt, middleMeeting } from './price-model.ts';
import { STAGE, type ArmedExit, type Market, type VenueState, changeActivity, tell } from './state.ts';

/** Replaces the lane's levels and reports `exitArmed`. A generation that fired stays spent. */
export function armLevels(state: VenueState, market: Market, levels: ArmExit): void {
  const exit = exitOf(state, market, levels.lane);
  const target = levels.targetPrice ?? Number.NaN;
  // A target that was there before, for as much or more, is not put off: a restart arms what was armed already.
  if (exit.target !== target || levels.quantity > exit.quantity) {
    // On the candle's way nobody knows whether the high came before the entry: its target waits for the next candle.
    exit.targetFrom = market.isInside && market.stage >= STAGE.down ? market.candleCount + 1 : 0;
  }
  exit.generation = levels.generation;
  exit.quantity = levels.quantity;
  exit.stop = levels.stopPrice ?? Number.NaN;
  exit.target = target;
  exit.stopMiddle = middleMeeting(state.settings, false, exit.stop);
  exit.targetMiddle = middleMeeting(state.settings, false, target);
  const hasLevel = exit.stop > 0 || exit.target > 0;
  setLive(state, exit, hasLevel && exit.generation !== exit.firedGeneration);
  tell(state, { type: 'exitArmed', lane: levels.lane, generation: levels.generation });
}

export function disarmLevels(state: VenueState, lane: number): void {
  const exit = state.lanes.get(lane);
  if (!exit) return;
  setLive(state, exit, false);
  exit.target = Number.NaN;
  exit.targetMiddle = Number.NaN;
}

/** An exit whose level the price of the moment is at or beyond. */
export function exitBeyondMoment(market: Market): ArmedExit | undefined {
  const { exits, moment } = market;
  for (const exit of exits) {
    if (exit.isLive && (exit.stopMiddle >= moment || (exit.targetMiddle <= moment && isTargetDue(exit)))) return exit;
  }
  return undefined;
}

/** Whether a candle's range touches any live level, whatever the order of events. */
export function isAnyLevelIn(market: Market, low: number, high: number): boolean {
  const { exits } = market;
  for (let at = 0; at < exits.length; at += 1) {
    const exit = exits[at] as ArmedExit;
    if (exit.isLive && (exit.stopMiddle >= low || exit.targetMiddle <= high)) return true;
  }
  return false;
}

/** The highest stop at or above `low`, or `undefined`. */
export function stopReached(market: Market, low: number): ArmedExit | undefined {
  let highest: ArmedExit | undefined;
  for (const exit of market.exits) {
    if (exit.isLive && exit.stopMiddle >= low && !(highest && highest.stop >= exit.stop)) highest = exit;
  }
  return highest;
}

/** The lowest target at or below `high`, or `undefined`. */
export function targetReached(market: Market, high: number): ArmedExit | undefined {
  let lowest: ArmedExit | undefined;
  for (const exit of market.exits) {
    if (!exit.isLive || !(exit.targetMiddle <= high) || !isTargetDue(exit)) continue;
    if (!(lowest && lowest.target <= exit.target)) lowest = exit;
  }
  return lowest;
}

/** Spends the level: `middle` becomes the price of the moment, and the quote around it is reported. */
export function fireExit(state: VenueState, exit: ArmedExit, middle: number): void {
  const { market } = exit;
  exit.firedGeneration = exit.generation;
  setLive(state, exit, false);
  market.moment = middle;
  const bid = bidMeeting(exit, middle, bidAt(state.settings, middle));
  tell(state, {
    type: 'quoteSeen',
    instrument: market.instrument.id,
    bid,
    ask: askAt(state.settings, middle),
    isTraded: true,
  });
}

/** It has met the level, whatever digits are lost on the way to the middle and back. */
function bidMeeting({ stop, target, stopMiddle, targetMiddle }: ArmedExit, middle: number, bid: number): number {
  if (middle <= stopMiddle) return middle === stopMiddle ? stop : Math.min(bid, stop);
  return middle === targetMiddle ? target : Math.max(bid, target);
}

function isTargetDue(exit: ArmedExit): boolean {
  return exit.targetFrom <= exit.market.candleCount;
}

function setLive(state: VenueState, exit: ArmedExit, isLive: boolean): void {
  if (exit.isLive === isLive) return;
  exit.isLive = isLive;
  changeActivity(state, exit.market, isLive ? 1 : -1);
}

function exitOf(state: VenueState, market: Market, lane: number): ArmedExit {
  const known = state.lanes.get(lane);
  if (known?.market === market) return known;
  if (known) setLive(state, known, false);
  const { NaN: none } = Number;
  const exit: ArmedExit = {
    lane,
    market,
    generation: -1,
    quantity: 0n,
    stop: none,
    target: none,
    stopMiddle: none,
    targetMiddle: none,
    isLive: false,
    firedGeneration: none,
    targetFrom: 0,
  };
  state.lanes.set(lane, exit);
  market.exits.push(exit);
  return exit;
}
