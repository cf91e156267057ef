/** One closed candle through the engine: market view, exits, strategy, order. The hot path. */
import type { Candle } from '../../domain/candle.ts';
import type { InstrumentId } from '../../domain/instrument.ts';
import { tendOrders } from './answers.ts';
import { stepGuard } from './guarding.ts';
import { intentProblem } from './intent-check.ts';
import type { Lane } from './lane.ts';
import { placeEntry } from './place-entry.ts';
import { placeExit } from './place-exit.ts';
import type { EngineState } from './state.ts';
import { stopLane } from './strategy-failure.ts';
import { latchOnDrawdown } from './trading-latch.ts';

export function onCandleClosed(state: EngineState, instrument: InstrumentId, candle: Candle): void {
  const market = state.market(instrument);
  if (!market.update(candle)) return;
  tendOrders(state);
  state.portfolio.mark(state.markets, market.lastCloseTimeMs);
  if (state.tradingState === 'active') latchOnDrawdown(state);
  const { lanes } = market;
  for (let i = 0; i < lanes.length; i += 1) stepLane(state, lanes[i] as Lane, candle);
}

/** Warm-up: indicators learn, nobody acts. */
export function onCandleBackfilled(state: EngineState, instrument: InstrumentId, candle: Candle): void {
  const market = state.market(instrument);
  if (!market.update(candle)) return;
  for (const lane of market.lanes) lane.context.index += 1;
  if (market.base !== 0) state.portfolio.revalue(state.markets);
}

function stepLane(state: EngineState, lane: Lane, candle: Candle): void {
  const { context } = lane;
  context.index += 1;
  lane.hold();
  if (lane.position) stepGuard(state, lane);
  if (lane.isStopped || !lane.isWarm()) return;
  context.candle = candle;
  let intent: ReturnType<Lane['onCandle']>;
  try {
    intent = lane.onCandle(context);
  } catch (error) {
    stopLane(state, lane, error);
    return;
  }
  if (intent === undefined) return;
  const problem = intentProblem(intent);
  if (problem !== undefined) stopLane(state, lane, new TypeError(problem));
  else if (intent.kind === 'enterLong') placeEntry(state, lane, intent);
  else placeExit(state, lane, { purpose: 'signalExit', reason: intent.reason, tag: intent.tag, share: intent.share });
}
