/** Gathers what the risk rules look at and asks them. One context object serves every order. */
import type { RiskContext, RiskMarket, RiskOrder, RiskPortfolio, RiskReading, RiskVerdict } from '../risk/index.ts';
import { checkRisk, readRisk } from '../risk/index.ts';
import { toSignal } from '../../domain/units.ts';
import type { Lane } from './lane.ts';
import type { EngineState } from './state.ts';

export type OrderUnderJudgement = Omit<RiskOrder, 'instrument' | 'lane'>;

/** Every denial of the order, in rule order. */
export function judge(state: EngineState, lane: Lane, order: OrderUnderJudgement): RiskVerdict {
  return checkRisk(contextOf(state, lane, order));
}

/** Each rule's limit and present value, as an order of the lane would be judged. */
export function readLimits(state: EngineState, lane: Lane, order: OrderUnderJudgement): ReturnType<typeof readRisk> {
  return readRisk(contextOf(state, lane, order));
}

export type { RiskReading };

function contextOf(state: EngineState, lane: Lane, order: OrderUnderJudgement): RiskContext {
  const { market } = lane;
  return {
    settings: state.settings.risk,
    order: { instrument: market.instrument, lane: lane.id, ...order },
    portfolio: portfolioOf(state, lane),
    market: marketOf(state, lane),
  };
}

function portfolioOf(state: EngineState, lane: Lane): RiskPortfolio {
  const { portfolio, nowMs } = state;
  const { market } = lane;
  const worth = market.base === 0 ? 0 : market.base * market.last;
  const reserved = toSignal(portfolio.reservedQuote);
  return {
    state: state.tradingState,
    equity: portfolio.equity,
    cash: portfolio.cash,
    peakEquity: portfolio.peakEquity,
    dayStartEquity: portfolio.dayStartEquity,
    openPositions: portfolio.openPositions,
    isLaneOpen: lane.position !== undefined,
    exposure: portfolio.equity - portfolio.cash + reserved,
    symbolExposure: worth + reservedFor(state, market.instrument.id),
    symbolBase: market.base,
    consecutiveLosses: portfolio.consecutiveLosses,
    ordersLastHour: portfolio.ordersLastHour(nowMs),
    ordersLastMinute: portfolio.ordersLastMinute(nowMs),
    lastExitTimeMs: market.lastExitTimeMs,
    hasUnknownOrder: state.orders.unknown > 0 && hasUnknown(state, market.instrument.id),
    highestCorrelation: market.wantsReturns ? highestCorrelation(state, lane) : Number.NaN,
  };
}

function marketOf(state: EngineState, lane: Lane): RiskMarket {
  const { market } = lane;
  const hasQuote = market.bid > 0 && market.ask > 0;
  return {
    nowMs: state.nowMs,
    intervalMs: market.intervalMs,
    lastCandleMs: market.lastCloseTimeMs,
    candlesSinceGap: market.candlesSinceGap,
    spreadRatio: hasQuote ? (market.ask - market.bid) / market.bid : 0,
    expectedSlippageRatio: state.settings.expectedSlippageRatio,
    feeRatio: toSignal(market.instrument.takerFeeRate),
    atrSpikeRatio: market.atr && market.atrMean ? market.atr.current / market.atrMean.current - 1 : Number.NaN,
    clockDriftMs: state.clockDriftMs,
    isStorageWritable: state.isStorageWritable,
  };
}

function reservedFor(state: EngineState, instrument: number): number {
  if (state.portfolio.reservedQuote === 0n) return 0;
  let reserved = 0n;
  for (const order of state.orders.working.values()) {
    if (order.request.instrument === instrument) reserved += order.reserved;
  }
  return toSignal(reserved);
}

function hasUnknown(state: EngineState, instrument: number): boolean {
  for (const order of state.orders.working.values()) {
    if (order.status === 'unknown' && order.request.instrument === instrument) return true;
  }
  return false;
}

function highestCorrelation(state: EngineState, lane: Lane): number {
  let highest = Number.NaN;
  for (const other of state.markets) {
    if (other === lane.market || other.base === 0) continue;
    const correlation = lane.market.returns.correlation(other.returns);
    if (correlation > highest || Number.isNaN(highest)) highest = correlation;
  }
  return highest;
}
