/** Where a position is left: levels by the exit rules, armed at the venue or in our watcher, moved by fills and candles. */
import { type ExitPosition, createExitProposal, evaluateExits } from '../../exits/index.ts';
import { onTick } from '../../../domain/market/tick-grid.ts';
import { followLevels, levelsAnswered } from './protection.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import type { ExitLevels, PositionGuard } from '../state/position-guard.ts';

interface GivenLevels {
  readonly stopPrice?: number | undefined;
  readonly targetPrice?: number | undefined;
}

type StrategyLevels = Pick<ExitPosition, 'strategyStopPrice' | 'strategyTargetPrice'>;

/** Scratch objects for every evaluation: exits are judged on each candle of an open position. */
const scratch: ExitPosition = {
  entryPrice: Number.NaN,
  candlesHeld: 0,
  highestClose: Number.NaN,
  atr: Number.NaN,
  stopPrice: Number.NaN,
  strategyStopPrice: Number.NaN,
  strategyTargetPrice: Number.NaN,
};
const proposal = createExitProposal();

/** Fills `proposal` for the lane's position, or for one that would be entered at `plannedPrice`. */
function evaluate(state: EngineState, lane: Lane, given: StrategyLevels, plannedPrice = Number.NaN): void {
  const { holding } = lane;
  const { position } = holding;
  scratch.entryPrice = position ? position.entryPrice : plannedPrice;
  scratch.candlesHeld = position ? position.candlesHeld : 0;
  scratch.highestClose = position ? holding.highestClose : plannedPrice;
  scratch.atr = state.market(lane.instrument).atr.current;
  scratch.stopPrice = holding.guard.stopPrice;
  scratch.strategyStopPrice = given.strategyStopPrice;
  scratch.strategyTargetPrice = given.strategyTargetPrice;
  evaluateExits(state.exits.rules, scratch, state.settings.exits, proposal);
  // Both up: a stop loses no more than was configured, a target brings no less.
  const { grid } = state.market(lane.instrument);
  proposal.stopPrice = onTick(grid, proposal.stopPrice, 'up');
  proposal.targetPrice = onTick(grid, proposal.targetPrice, 'up');
  keepFloor(holding.guard);
}

/** A stop that was in force when a fill changed the position is not loosened by that. */
function keepFloor({ floorPrice, floorRule }: PositionGuard): void {
  if (!(floorPrice > 0) || proposal.stopPrice >= floorPrice) return;
  proposal.stopPrice = floorPrice;
  proposal.stopRule = floorRule;
}

/** Levels of a position entered at `price`, `NaN` where there would be none; read them before the next call. */
export function plannedLevels(state: EngineState, lane: Lane, price: number, given: GivenLevels): ExitLevels {
  const { strategyStopPrice, strategyTargetPrice } = lane.holding;
  const levels = {
    strategyStopPrice: given.stopPrice ?? strategyStopPrice,
    strategyTargetPrice: given.targetPrice ?? strategyTargetPrice,
  };
  evaluate(state, lane, levels, price);
  return proposal;
}

/** Whether a closed candle can move levels or call for an exit. */
export function moveWithCandle(state: EngineState, closedHigher: boolean): boolean {
  const { moveWithCandles, moveWithHighs } = state.exits;
  return moveWithCandles || (closedHigher && moveWithHighs);
}

/** After a closed candle: moves the levels, or names the rule that says to leave at once. */
export function moveLevels(state: EngineState, lane: Lane): string | undefined {
  evaluate(state, lane, lane.holding);
  if (proposal.exitRule !== '') return proposal.exitRule;
  if (!lane.guard.hasLevels(proposal)) arm(state, lane);
  return undefined;
}

/** After a fill changed the position: the levels follow its quantity and entry price, and no stop is loosened. */
export function followPosition(state: EngineState, lane: Lane): void {
  lane.guard.holdFloor();
  armAgain(state, lane);
}

/** Nothing changed, but the levels may not be live any more. */
export function armAgain(state: EngineState, lane: Lane): void {
  if (!lane.position) return;
  evaluate(state, lane, lane.holding);
  arm(state, lane);
}

/**
 * The process began again, maybe with other rules: the levels are armed anew, and the stop in force is not loosened. The
 * same rules give the same stop, which goes on to move as they say.
 */
export function armAfterRestart(state: EngineState, lane: Lane): void {
  const { stopPrice } = lane.guard;
  evaluate(state, lane, lane.holding);
  if (!(proposal.stopPrice >= stopPrice)) lane.guard.holdFloor();
  armAgain(state, lane);
}

/** The position's exit failed: it counts as naked until the next attempt, with the next candle or timer. */
export function loseLevels(state: EngineState, lane: Lane): void {
  lane.guard.lose(state.nowMs);
  state.observer.positionChanged?.(lane);
}

function arm(state: EngineState, lane: Lane): void {
  const { guard } = lane;
  guard.replace(proposal, state.nowMs);
  const quantity = state.ledger.held(lane.id);
  followLevels(state, lane, quantity);
  state.send({
    type: 'armExit',
    lane: lane.id,
    instrument: lane.instrument,
    generation: guard.generation,
    quantity,
    ...(Number.isNaN(guard.stopPrice) ? {} : { stopPrice: guard.stopPrice }),
    ...(Number.isNaN(guard.targetPrice) ? {} : { targetPrice: guard.targetPrice }),
  });
}

export function onExitArmed(state: EngineState, laneId: number, generation: number): void {
  const lane = state.lanes[laneId];
  if (!lane?.position || lane.guard.generation !== generation) return;
  if (Number.isNaN(lane.guard.stopPrice) && state.exits.stopsAtEntry) return loseGuard(state, lane);
  lane.guard.confirm(state.nowMs);
  levelsAnswered(state, lane, 'waiting');
  state.observer.positionChanged?.(lane);
}

/** A stop is configured and has no value: that is no guard. */
function loseGuard(state: EngineState, lane: Lane): void {
  const wasNaked = lane.guard.status === 'naked';
  loseLevels(state, lane);
  if (!wasNaked) state.notify('warning', 'positionNaked', `${lane.symbol}: the configured stop has no value yet`);
}

export function onExitArmFailed(state: EngineState, laneId: number, generation: number, cause: string): void {
  const lane = state.lanes[laneId];
  if (!lane?.position || lane.guard.generation !== generation) return;
  lane.guard.lose(state.nowMs);
  levelsAnswered(state, lane, 'failed');
  state.notify('warning', 'positionNaked', `${lane.symbol}: exits could not be armed: ${cause}`);
  state.observer.positionChanged?.(lane);
}
