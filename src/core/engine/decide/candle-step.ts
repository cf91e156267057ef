/** Closed candles through the engine: market views as they come, then, once an interval, everything that is judged. */
import { dayLossProblem, drawdownProblem } from '../../risk/index.ts';
import type { Candle } from '../../../domain/market/candle.ts';
import type { InstrumentId } from '../../../domain/market/instrument.ts';
import type { Intent, OnCandle } from '../../strategies/api/index.ts';
import { enter } from '../orders/enter.ts';
import { holdForToday, reduce } from '../orders/latch.ts';
import { leave } from '../orders/leave.ts';
import { tendOrders } from '../orders/requests.ts';
import { reconcileLevels, rest } from '../orders/resting/reconcile.ts';
import type { InstrumentMarket } from '../series/instrument-market.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';
import { intentProblem } from './intent-check.ts';
import { plainIntent } from './plain-words.ts';
import { stopLane } from './strategy-failure.ts';
import { watchCandle } from './watch.ts';

/** Hot. */
export function onCandleClosed(state: EngineState, instrument: InstrumentId, candle: Candle): void {
  if (state.markets.length > 1) return onCandleOfMany(state, instrument, candle);
  const market = state.markets[0] as InstrumentMarket;
  if (instrument !== 0) state.market(instrument);
  if (!market.update(candle)) return;
  state.interval.passed(candle);
  judgeAccount(state);
  const lanes = state.lanesInTurn;
  for (let i = 0; i < lanes.length; i += 1) {
    const lane = lanes[i] as Lane;
    lane.begin(candle);
    stepLane(state, lane);
  }
}

/** The last instrument's candle of an interval ends it. */
function onCandleOfMany(state: EngineState, instrument: InstrumentId, candle: Candle): void {
  const { interval } = state;
  const { openTimeMs } = candle;
  // One instrument is ahead: nobody said so, but what came before is over.
  if (interval.isOpen && openTimeMs > interval.openTimeMs) endInterval(state);
  if (!state.market(instrument).update(candle)) return;
  const lanes = state.lanesOf(instrument);
  for (let i = 0; i < lanes.length; i += 1) (lanes[i] as Lane).begin(candle);
  if (interval.isPast(openTimeMs)) return guardLate(state, lanes);
  interval.candleTold(openTimeMs);
  if (interval.told === state.markets.length) endInterval(state);
}

/** No further candle of the interval is to be expected. */
export function onIntervalClosed(state: EngineState, openTimeMs: number): void {
  if (state.interval.isOpen && state.interval.openTimeMs <= openTimeMs) endInterval(state);
}

/** Warm-up: indicators learn, nobody acts. */
export function onCandleBackfilled(state: EngineState, instrument: InstrumentId, candle: Candle): void {
  if (!state.market(instrument).update(candle)) return;
  for (const lane of state.lanesOf(instrument)) lane.backfill(candle);
  if (state.portfolio.baseOf(instrument) !== 0) state.portfolio.revalue(state.markets);
}

/** The account as all closes together leave it, then each lane that has a candle, in turn. */
function endInterval(state: EngineState): void {
  const { interval, markets } = state;
  interval.end(markets.length);
  if (!interval.isSteady) for (const market of markets) market.intervalEnded(interval.endedOpenMs);
  judgeAccount(state);
  const lanes = state.lanesInTurn;
  for (let i = 0; i < lanes.length; i += 1) {
    const lane = lanes[i] as Lane;
    if (lane.candleOpenTimeMs === interval.endedOpenMs) stepLane(state, lane);
  }
}

/** Hot, as all that takes no number here: one that is handed over becomes an object of its own for every candle. */
function judgeAccount(state: EngineState): void {
  if (state.orders.working.length > 0) tendOrders(state);
  const { portfolio } = state;
  portfolio.mark(state.markets, state.interval);
  if (state.isFolding) return;
  if (state.limitsLosses && portfolio.equity < portfolio.peakEquity) latchOnLosses(state);
}

/** Limits that were reached hold, also when equity recovers before the next entry. */
function latchOnLosses(state: EngineState): void {
  const { settings, control } = state;
  const { equity, peakEquity } = state.portfolio;
  if (control.tradingState === 'active') {
    const problem = drawdownProblem(settings.risk.maxDrawdownRatio, equity, peakEquity);
    if (problem !== undefined) reduce(state, problem);
  }
  if (state.nowMs < control.entriesHeldUntilMs) return;
  const problem = dayLossProblem(settings.risk, state.portfolio, state.quote);
  if (problem !== undefined) holdForToday(state, problem);
}

/** A candle that comes when its interval has been judged teaches and guards, and enters nothing. */
function guardLate(state: EngineState, lanes: readonly Lane[]): void {
  for (const lane of lanes) if (lane.holding.position) watchCandle(state, lane);
}

function stepLane(state: EngineState, lane: Lane): void {
  if (lane.holding.position) watchCandle(state, lane);
  if (lane.isStopped || !lane.isWarm()) return;
  askStrategy(state, lane);
  if (lane.orders.levels.size > 0) reconcileLevels(state, lane);
}

function askStrategy(state: EngineState, lane: Lane): void {
  let intent: ReturnType<OnCandle>;
  try {
    intent = lane.onCandle(lane.context);
  } catch (error) {
    if (!state.isFolding) stopLane(state, lane, error);
    return;
  }
  // What it answered then is told by facts.
  if (intent === undefined || state.isFolding) return;
  const problem = intentProblem(intent);
  if (problem !== undefined) stopLane(state, lane, new TypeError(problem));
  else act(state, lane, plainIntent(intent));
}

function act(state: EngineState, lane: Lane, intent: Intent): void {
  if (intent.kind === 'enterLong') enter(state, lane, intent);
  else if (intent.kind === 'rest') rest(state, lane, intent);
  else leave(state, lane, { purpose: 'signalExit', reason: intent.reason, tag: intent.tag, share: intent.share });
}
