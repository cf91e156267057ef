/** Reads the engine's state into the shapes that people are shown. */
import { type EngineState, type Lane, readLimits } from '../../core/engine/index.ts';
import {
  type Price,
  type Quantity,
  formatDecimal,
  fromSignal,
  notionalOf,
  quantizeQuantity,
  toSignal,
} from '../../domain/index.ts';
import type { BotStatus, LaneRisk, LaneStatus, PositionStatus } from './bot.ts';

export type RunStatus = Omit<
  BotStatus,
  'exchange' | 'timeframe' | 'isRunning' | 'startedMs' | 'marketTimeMs' | 'startEquity' | 'sequence'
>;

export function describeRun(state: EngineState): RunStatus {
  const { portfolio, run, quote, orders } = state;
  return {
    runId: run.runId,
    mode: run.mode,
    quote,
    tradingState: state.tradingState,
    tradingStateReason: state.tradingStateReason,
    equity: portfolio.equity,
    cash: portfolio.cash,
    peakEquity: portfolio.peakEquity,
    drawdownRatio: portfolio.peakEquity > 0 ? 1 - portfolio.equity / portfolio.peakEquity : 0,
    dayPnl: portfolio.equity - portfolio.dayStartEquity,
    positions: state.lanes.flatMap((lane) => describePosition(state, lane)),
    lanes: state.lanes.map(describeLane),
    workingOrders: orders.working.length,
    unknownOrders: orders.unknown,
  };
}

function describePosition(state: EngineState, lane: Lane): PositionStatus[] {
  const { position, market, guard } = lane;
  const held = state.ledger.position(lane.id);
  if (!position || !held) return [];
  return [
    {
      lane: lane.id,
      symbol: market.instrument.symbol,
      strategy: lane.name,
      quantity: formatDecimal(held.quantity),
      entryPrice: position.entryPrice,
      lastPrice: market.last,
      unrealizedPnl: toSignal(state.ledger.unrealized(lane.id, fromSignal(market.last) as Price)),
      profitRatio: market.last / position.entryPrice - 1,
      stopPrice: orNull(guard.stopPrice),
      targetPrice: orNull(guard.targetPrice),
      guard: guard.status,
      openedMs: position.entryTimeMs,
    },
  ];
}

function describeLane(lane: Lane): LaneStatus {
  return {
    lane: lane.id,
    symbol: lane.market.instrument.symbol,
    strategy: lane.name,
    isWarm: lane.isWarm(),
    ...warmUpOf(lane),
    isStopped: lane.isStopped,
    stopReason: lane.stopReason,
    lastPrice: orNull(lane.market.last),
    lastCandleMs: orNull(lane.market.lastOpenTimeMs),
  };
}

function warmUpOf(lane: Lane): Pick<LaneStatus, 'warmUp'> {
  if (lane.isWarm()) return {};
  let warmUp = { seen: 0, needed: 0 };
  for (const { indicator, hub } of lane.uses) {
    const isFurther = indicator.warmUp - hub.count > warmUp.needed - warmUp.seen;
    if (isFurther) warmUp = { seen: hub.count, needed: indicator.warmUp };
  }
  return { warmUp };
}

/** Every limit as an entry of a tenth of the equity would meet it at the last price. */
export function describeRisk(state: EngineState): LaneRisk[] {
  return state.lanes
    .filter((lane) => lane.market.last > 0)
    .map((lane) => {
      const { market } = lane;
      const price = fromSignal(market.last) as Price;
      const wanted = fromSignal(Number(((state.portfolio.equity * 0.1) / market.last).toPrecision(9))) as Quantity;
      const quantity = quantizeQuantity(market.instrument, wanted);
      const order = {
        side: 'buy',
        purpose: 'entry',
        quantity,
        price,
        notional: notionalOf(price, quantity, 'up'),
        isLimit: false,
        stopPrice: Number.NaN,
      } as const;
      return {
        lane: lane.id,
        symbol: market.instrument.symbol,
        strategy: lane.name,
        rules: readLimits(state, lane, order),
      };
    });
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
