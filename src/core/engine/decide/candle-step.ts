/** One closed candle through the engine: market view, exits, strategy, order. The hot path. */
import type { Candle } from '../../../domain/market/candle.ts';
import type { InstrumentId } from '../../../domain/market/instrument.ts';
import type { OnCandle } from '../../strategies/api/index.ts';
import { enter } from '../orders/enter.ts';
import { leave } from '../orders/leave.ts';
import { tendOrders } from '../orders/requests.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import { latchOnDrawdown } from '../state/trading-state.ts';
import { intentProblem } from './intent-check.ts';
import { stopLane } from './strategy-failure.ts';
import { watchCandle } from './watch.ts';

export function onCandleClosed(state: EngineState, instrument: InstrumentId, candle: Candle): void {
  const market = state.market(instrument);
  if (!market.update(candle)) return;
  if (state.orders.working.length > 0) tendOrders(state);
  state.portfolio.mark(state.markets, market.lastCloseTimeMs);
  if (state.control.tradingState === 'active') latchOnDrawdown(state);
  const lanes = state.lanesOf(instrument);
  for (let i = 0; i < lanes.length; i += 1) stepLane(state, lanes[i] as Lane, candle);
}

/** Warm-up: indicators learn, nobody acts. */
export function onCandleBackfilled(state: EngineState, instrument: InstrumentId, candle: Candle): void {
  if (!state.market(instrument).update(candle)) return;
  for (const lane of state.lanesOf(instrument)) lane.backfill(candle);
  if (state.portfolio.baseOf(instrument) !== 0) state.portfolio.revalue(state.markets);
}

function stepLane(state: EngineState, lane: Lane, candle: Candle): void {
  lane.begin(candle);
  if (lane.holding.position) watchCandle(state, lane, candle.close);
  if (lane.isStopped || !lane.isWarm()) return;
  let intent: ReturnType<OnCandle>;
  try {
    intent = lane.onCandle(lane.context);
  } catch (error) {
    stopLane(state, lane, error);
    return;
  }
  if (intent === undefined) return;
  const problem = intentProblem(intent);
  if (problem !== undefined) stopLane(state, lane, new TypeError(problem));
  else if (intent.kind === 'enterLong') enter(state, lane, intent);
  else leave(state, lane, { purpose: 'signalExit', reason: intent.reason, tag: intent.tag, share: intent.share });
}
