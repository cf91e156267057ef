/** Where a position is left: levels by the exit rules, armed at the venue or in our watcher, moved by fills and candles. */
import { type ExitPosition, createExitProposal, evaluateExits } from '../../exits/index.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';

/** Scratch objects for every evaluation: exits are judged on each candle of an open position. */
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
const proposal = createExitProposal();

/** Fills `proposal` for the lane's position, or for one that would be entered at `lastPrice`. */
function evaluate(state: EngineState, lane: Lane, lastPrice: number, strategyStopPrice: number): void {
  const { holding } = lane;
  const { position } = holding;
  scratch.entryPrice = position?.entryPrice ?? lastPrice;
  scratch.entryTimeMs = position?.entryTimeMs ?? state.nowMs;
  scratch.candlesHeld = position?.candlesHeld ?? 0;
  scratch.highestClose = position ? holding.highestClose : lastPrice;
  scratch.lastPrice = lastPrice;
  scratch.atr = state.market(lane.instrument).atr?.current ?? Number.NaN;
  scratch.stopPrice = position ? holding.guard.stopPrice : Number.NaN;
  scratch.strategyStopPrice = strategyStopPrice;
  scratch.strategyTargetPrice = holding.strategyTargetPrice;
  evaluateExits(state.exits.rules, scratch, state.settings.exits, proposal);
}

/** Where a position entered at `price` would be stopped; `NaN` when nothing would stop it. */
export function plannedStopPrice(state: EngineState, lane: Lane, price: number, strategyStopPrice?: number): number {
  evaluate(state, lane, price, strategyStopPrice ?? lane.holding.strategyStopPrice);
  return proposal.stopPrice;
}

/** Whether a closed candle can move levels or call for an exit. */
export function moveWithCandle(state: EngineState, closedHigher: boolean): boolean {
  const { moveWithCandles, moveWithHighs } = state.exits;
  return moveWithCandles || (closedHigher && moveWithHighs);
}

/** After a closed candle: moves the levels, or names the rule that says to leave at once. */
export function moveLevels(state: EngineState, lane: Lane, close: number): string | undefined {
  evaluate(state, lane, close, lane.holding.strategyStopPrice);
  if (proposal.exitRule !== '') return proposal.exitRule;
  if (!lane.guard.hasLevels(proposal)) arm(state, lane);
  return undefined;
}

/** After a fill changed the position: the levels follow its quantity and entry price. */
export function followPosition(state: EngineState, lane: Lane): void {
  const { position, strategyStopPrice } = lane.holding;
  if (!position) return;
  const price = position.candlesHeld === 0 ? position.entryPrice : state.market(lane.instrument).last;
  evaluate(state, lane, price, strategyStopPrice);
  arm(state, lane);
}

/** The position's exit failed: it counts as naked until the next attempt, with the next candle or timer. */
export function loseLevels(state: EngineState, lane: Lane): void {
  lane.guard.lose(state.nowMs);
  state.observer.positionChanged?.(lane);
}

function arm(state: EngineState, lane: Lane): void {
  const { guard } = lane;
  guard.replace(proposal, state.nowMs);
  const quantity = state.ledger.position(lane.id)?.quantity;
  if (quantity === undefined) return;
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
  lane.guard.confirm(state.nowMs);
  state.observer.positionChanged?.(lane);
}

export function onExitArmFailed(state: EngineState, laneId: number, generation: number, cause: string): void {
  const lane = state.lanes[laneId];
  if (!lane?.position || lane.guard.generation !== generation) return;
  lane.guard.lose(state.nowMs);
  state.notify('warning', 'positionNaked', `${lane.symbol}: exits could not be armed: ${cause}`);
  state.observer.positionChanged?.(lane);
}
