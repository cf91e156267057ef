/** Why no entry is made, before risk is asked. */
import type { Denial } from '../../../domain/decision.ts';
import { onTick } from '../../../domain/market/tick-grid.ts';
import { halfSpreadRatio } from '../../costs/taking-costs.ts';
import { TRADING_DISABLED } from './submit.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { ExitLevels } from '../state/position-guard.ts';

/** Entries are switched off, held, or not wanted while the position is to be left. */
export function denialOfEntries(state: EngineState, lane: Lane): Denial | undefined {
  const { goal } = lane.orders;
  const closed = denialOfClosedEntries(state) ?? denialOfLearning(lane);
  if (closed || !goal) return closed;
  const message = `the position is still to be left: ${goal.reason}`;
  return { rule: 'one-order', code: 'exitPending', message, value: goal.purpose };
}

/** The strategy began anew with a restart and has not been told enough yet. */
function denialOfLearning({ context, learnsUntilIndex }: Lane): Denial | undefined {
  const left = learnsUntilIndex - context.index;
  if (!(left > 0)) return undefined;
  const message = `the strategy keeps nothing over a restart and learns for ${left} more candles`;
  return { rule: 'warm-up', code: 'learning', message, value: left };
}

/** Nobody may enter. */
export function denialOfClosedEntries({ settings, control, nowMs }: EngineState): Denial | undefined {
  if (!settings.isTradingEnabled) return TRADING_DISABLED;
  if (nowMs >= control.entriesHeldUntilMs) return undefined;
  const message = `${control.entriesHeldReason}; no entries until the next UTC day`;
  return { rule: 'daily-loss', code: 'dailyLoss', message };
}

export interface ExpectedEntry {
  readonly entryPrice: number;
  /** What it could be sold at there and then. */
  readonly bid: number;
}

/** Where the spread that is reckoned with puts both sides of the market when the entry fills, on the tick. */
export function expectedEntry(state: EngineState, lane: Lane, reference: number, isLimit: boolean): ExpectedEntry {
  const half = halfSpreadRatio(state.settings.takingCosts);
  if (half === 0) return { entryPrice: reference, bid: reference };
  const { grid } = state.market(lane.instrument);
  const entryPrice = isLimit ? reference : onTick(grid, reference * (1 + half), 'up');
  return { entryPrice, bid: onTick(grid, (entryPrice / (1 + half)) * (1 - half), 'down') };
}

/** A position that would have no stop though one is configured, or would be left as soon as it is entered. */
export function denialOfLevels(
  state: EngineState,
  levels: ExitLevels,
  { entryPrice: price, bid }: ExpectedEntry,
): Denial | undefined {
  const { stopPrice, stopRule, targetPrice, targetRule } = levels;
  if (Number.isNaN(stopPrice) && state.exits.stopsAtEntry) {
    const message = 'the configured stop has no value yet, and the strategy gives none';
    return { rule: 'exit-levels', code: 'stopNotReady', message };
  }
  if (stopPrice >= price) {
    const message = `the stop ${stopPrice} (${stopRule}) must be below the entry price ${price}`;
    return { rule: 'exit-levels', code: 'stopAboveEntry', message, limit: price, value: stopPrice };
  }
  if (stopPrice >= bid) {
    const message = `the stop ${stopPrice} (${stopRule}) must be below ${bid}, what an entry at ${price} could be sold at`;
    return { rule: 'exit-levels', code: 'stopAboveEntry', message, limit: bid, value: stopPrice };
  }
  if (targetPrice <= price) {
    const message = `the target ${targetPrice} (${targetRule}) must be above the entry price ${price}`;
    return { rule: 'exit-levels', code: 'targetBelowEntry', message, limit: price, value: targetPrice };
  }
  return undefined;
}
