/** Turns lane specifications into running lanes: when the run starts, and when it gets further symbols. */
import { durationMs } from '../../../domain/market/timeframe.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import type { IndicatorSet } from '../../indicators/index.ts';
import { resolveParameters } from '../../strategies/api/index.ts';
import { type IndicatorHub, indicatorSet } from '../series/indicator-hub.ts';
import type { InstrumentMarket } from '../series/instrument-market.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';

/** A strategy could not be set up: what is wrong, with its name. */
export class StrategySetupError extends Error {
  override readonly name = 'StrategySetupError';
}

/**
 * Sets up the lanes whose symbols the run has; those behind the first one whose symbol is still to come wait with it, as
 * lanes have numbers. A strategy that looks at a symbol that is still to come begins when it is there.
 * @throws StrategySetupError naming the strategy and every problem of its parameters or its setup.
 */
export function setUpLanes(state: EngineState): void {
  for (const lane of state.lanes.filter(({ awaitsMarket }) => awaitsMarket)) {
    setUpAnew(state, lane);
    lane.learnAnew();
  }
  for (const spec of state.settings.lanes.slice(state.lanes.length)) {
    const market = marketOf(state, spec.symbol);
    if (!market) break;
    start(state, state.addLane(spec, market.instrument.id));
  }
  const { atrSpikeRatio, maxCorrelation } = state.settings.risk;
  for (const market of state.markets) {
    if (atrSpikeRatio !== undefined) market.watchAtrMean();
    if (state.markets.length > 1 && maxCorrelation !== undefined) market.watchReturns();
  }
}

/** @throws StrategySetupError naming the first lane whose symbol is not there: in a run that begins none is to come. */
export function assertLanesAreThere({ settings, lanes }: EngineState): void {
  // A strategy that waits for a symbol waits for that of a lane.
  const missing = settings.lanes[lanes.length];
  if (missing === undefined) return;
  throw new StrategySetupError(`strategy ${missing.strategy.name}: ${missing.symbol} is not among the run's symbols`);
}

/** The run has these from here on: what waited for them begins. */
export function addInstruments(state: EngineState, instruments: readonly Instrument[]): void {
  for (const instrument of instruments) state.addInstrument(instrument);
  if (instruments.length > 0) setUpLanes(state);
}

function marketOf({ markets }: EngineState, symbol: string): InstrumentMarket | undefined {
  return markets.find((candidate) => candidate.instrument.symbol === symbol);
}

/** A strategy looks at a symbol that the run is still to get. */
class AwaitedMarket extends Error {}

/** The strategy begins anew, and keeps nothing of what it may have taken back. @throws StrategySetupError */
export function setUpAnew(state: EngineState, lane: Lane): void {
  lane.forgetDeclared();
  start(state, lane);
}

function start(state: EngineState, lane: Lane): void {
  const { strategy, parameters, attachments, model } = lane.spec;
  const market = state.market(lane.instrument);
  const resolved = resolveParameters(strategy.parameters, parameters);
  if (!resolved.ok) throw new StrategySetupError(`strategy ${strategy.name}: ${resolved.error.join('; ')}`);
  const declare = (hub: IndicatorHub, prefix: string): IndicatorSet =>
    indicatorSet(hub, (indicator, label) => lane.declare(indicator, hub, `${prefix}${label}`));
  try {
    const running = strategy.setup({
      parameters: resolved.value,
      indicators: declare(market.hub, ''),
      symbol: lane.symbol,
      on: (timeframe) => declare(higherSeries(market, durationMs(timeframe)), `${timeframe}:`),
      instrument: (symbol) => declare(otherMarket(state, symbol).hub, `${symbol}:`),
      model,
      attachments: attachments ?? {},
    });
    lane.start(running);
  } catch (error) {
    if (error instanceof AwaitedMarket) return lane.awaitMarket();
    const message = error instanceof Error ? error.message : String(error);
    throw new StrategySetupError(`strategy ${strategy.name}: ${message}`, { cause: error });
  }
}

function higherSeries(market: InstrumentMarket, intervalMs: number): IndicatorHub {
  if (intervalMs % market.intervalMs !== 0) {
    throw new RangeError(
      `a higher timeframe must be a multiple of the base interval ${market.intervalMs} ms, value was ${intervalMs} ms`,
    );
  }
  return market.series(intervalMs);
}

function otherMarket(state: EngineState, symbol: string): InstrumentMarket {
  const market = marketOf(state, symbol);
  if (market) return market;
  if (state.settings.lanes.some((spec) => spec.symbol === symbol)) throw new AwaitedMarket();
  const known = state.markets.map((candidate) => candidate.instrument.symbol).join(', ');
  throw new RangeError(`instrument ${symbol} is not part of the run; SYMBOLS lists ${known}`);
}
