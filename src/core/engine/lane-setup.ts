/** Turns lane specifications into running lanes; done once, when the run starts. */
import { durationMs } from '../../domain/timeframe.ts';
import type { IndicatorSet } from '../indicators/index.ts';
import { resolveParameters } from '../strategies/api/index.ts';
import { type IndicatorHub, indicatorSet } from './indicator-hub.ts';
import { Lane } from './lane.ts';
import type { InstrumentMarket } from './market.ts';
import { AtrMean } from './atr-mean.ts';
import type { EngineState } from './state.ts';

const ATR_PERIOD = 14;

/** A strategy could not be set up: what is wrong, with its name. */
export class StrategySetupError extends Error {
  override readonly name = 'StrategySetupError';
}

/** @throws StrategySetupError naming the strategy and every problem of its parameters or its setup. */
export function setUpLanes(state: EngineState): void {
  for (const spec of state.settings.lanes) {
    const market = state.markets.find((candidate) => candidate.instrument.symbol === spec.symbol);
    if (!market)
      throw new StrategySetupError(`strategy ${spec.strategy.name}: ${spec.symbol} is not among the run's symbols`);
    const lane = new Lane(state.lanes.length, spec, market);
    state.lanes.push(lane);
    market.lanes.push(lane);
    start(state, lane);
  }
  for (const market of state.markets) {
    prepareAtr(state, market);
    market.wantsReturns = state.markets.length > 1 && state.settings.risk.maxCorrelation !== undefined;
  }
}

function start(state: EngineState, lane: Lane): void {
  const { strategy, parameters, attachments, model } = lane.spec;
  const resolved = resolveParameters(strategy.parameters, parameters);
  if (!resolved.ok) throw new StrategySetupError(`strategy ${strategy.name}: ${resolved.error.join('; ')}`);
  const declare = (hub: IndicatorHub, prefix: string): IndicatorSet =>
    indicatorSet(hub, (indicator, label) => lane.declare(indicator, hub, `${prefix}${label}`));
  try {
    const running = strategy.setup({
      parameters: resolved.value,
      indicators: declare(lane.market.hub, ''),
      symbol: lane.spec.symbol,
      on: (timeframe) => declare(higherSeries(lane.market, durationMs(timeframe)), `${timeframe}:`),
      instrument: (symbol) => declare(otherMarket(state, symbol).hub, `${symbol}:`),
      model,
      attachments: attachments ?? {},
    });
    lane.onCandle = typeof running === 'function' ? running : running.onCandle;
    lane.assess = typeof running === 'function' ? undefined : running.assess;
  } catch (error) {
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
  const market = state.markets.find((candidate) => candidate.instrument.symbol === symbol);
  if (market) return market;
  const known = state.markets.map((candidate) => candidate.instrument.symbol).join(', ');
  throw new RangeError(`instrument ${symbol} is not part of the run; SYMBOLS lists ${known}`);
}

/** ATR runs on every instrument: exits, sizes and limits may ask for it, a strategy's own size among them, at any time. */
function prepareAtr(state: EngineState, market: InstrumentMarket): void {
  market.atr = indicatorSet(market.hub, () => undefined).atr(ATR_PERIOD);
  if (state.settings.risk.atrSpikeRatio !== undefined) market.atrMean = new AtrMean(market.atr);
}
