/** Gathers what the risk rules look at and asks them. One context object serves every order. */
import type { RiskContext, RiskMarket, RiskOrder, RiskPortfolio, RiskVerdict } from '../risk/index.ts';
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

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Reused: an order is judged on every entry of a backtest, and a verdict's limits are read before the next one. */
const portfolio = { state: 'active' } as Mutable<RiskPortfolio>;
const market = {} as Mutable<RiskMarket>;

function contextOf(state: EngineState, lane: Lane, order: OrderUnderJudgement): RiskContext {
  fillPortfolio(state, lane);
  fillMarket(state, lane);
  return {
    settings: state.settings.risk,
    order: { instrument: lane.market.instrument, lane: lane.id, ...order },
    portfolio,
    market,
  };
}

function fillPortfolio(state: EngineState, lane: Lane): void {
  const { portfolio: account, nowMs } = state;
  const traded = lane.market;
  const worth = traded.base === 0 ? 0 : traded.base * traded.last;
  const reserved = account.reservedQuote === 0n ? 0 : toSignal(account.reservedQuote);
  portfolio.state = state.tradingState;
  portfolio.equity = account.equity;
  portfolio.cash = account.cash;
  portfolio.peakEquity = account.peakEquity;
  portfolio.dayStartEquity = account.dayStartEquity;
  portfolio.openPositions = account.openPositions;
  portfolio.isLaneOpen = lane.position !== undefined;
  portfolio.exposure = account.equity - account.cash + reserved;
  portfolio.symbolExposure = worth + reservedFor(state, traded.instrument.id);
  portfolio.symbolBase = traded.base;
  portfolio.consecutiveLosses = account.consecutiveLosses;
  portfolio.ordersLastHour = account.ordersLastHour(nowMs);
  portfolio.ordersLastMinute = account.ordersLastMinute(nowMs);
  portfolio.lastExitTimeMs = traded.lastExitTimeMs;
  portfolio.hasUnknownOrder = state.orders.hasUnknown(traded.instrument.id);
  portfolio.highestCorrelation = traded.wantsReturns ? highestCorrelation(state, lane) : Number.NaN;
}

function fillMarket(state: EngineState, lane: Lane): void {
  const traded = lane.market;
  const hasQuote = traded.bid > 0 && traded.ask > 0;
  market.nowMs = state.nowMs;
  market.intervalMs = traded.intervalMs;
  market.lastCandleMs = traded.lastCloseTimeMs;
  market.candlesSinceGap = traded.candlesSinceGap;
  market.spreadRatio = hasQuote ? (traded.ask - traded.bid) / traded.bid : 0;
  market.expectedSlippageRatio = state.settings.expectedSlippageRatio;
  market.feeRatio = traded.feeRatio;
  market.atrSpikeRatio = traded.atr && traded.atrMean ? traded.atr.current / traded.atrMean.current - 1 : Number.NaN;
  market.clockDriftMs = state.clockDriftMs;
  market.isStorageWritable = state.isStorageWritable;
}

function reservedFor(state: EngineState, instrument: number): number {
  if (state.portfolio.reservedQuote === 0n) return 0;
  let reserved = 0n;
  for (const order of state.orders.working) {
    if (order.request.instrument === instrument) reserved += order.reserved;
  }
  return toSignal(reserved);
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
