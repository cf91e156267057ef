/** Gathers what the risk rules look at and asks them. One context object serves every order. */
import type { InstrumentId } from '../../../domain/market/instrument.ts';
import type { Mutable } from '../../../domain/mutable.ts';
import { toSignal } from '../../../domain/units.ts';
import { expectedSlippageRatio } from '../../costs/taking-costs.ts';
import {
  type RiskContext,
  type RiskMarket,
  type RiskOrder,
  type RiskPortfolio,
  type RiskStanding,
  type RiskVerdict,
  checkRisk,
  readRisk,
} from '../../risk/index.ts';
import type { EngineState } from '../state/engine-state.ts';
import type { Lane } from '../state/lane.ts';

export type OrderUnderJudgement = Omit<RiskOrder, 'instrument'>;

/** Every denial of the order, in rule order. */
export function judge(state: EngineState, lane: Lane, order: OrderUnderJudgement): RiskVerdict {
  return checkRisk(contextOf(state, lane, order));
}

/** Each rule's limit and present value, as an order of the lane would be judged. */
export function readLimits(state: EngineState, lane: Lane, order: OrderUnderJudgement): RiskStanding[] {
  return readRisk(contextOf(state, lane, order));
}

/** Reused: an order is judged on every entry of a backtest, and a verdict's limits are read before the next one. */
const portfolio = { state: 'active' } as Mutable<RiskPortfolio>;
const market = {} as Mutable<RiskMarket>;
const judged = {} as Mutable<RiskOrder>;
const context = { order: judged, portfolio, market } as Mutable<RiskContext>;

function contextOf(state: EngineState, lane: Lane, order: OrderUnderJudgement): RiskContext {
  fillPortfolio(state, lane);
  fillMarket(state, lane, order);
  fillOrder(state, lane, order);
  context.settings = state.settings.risk;
  return context;
}

/** Named one by one, since assigning all of them at once is slow. */
function fillOrder(state: EngineState, lane: Lane, order: OrderUnderJudgement): void {
  judged.instrument = state.market(lane.instrument).instrument;
  judged.side = order.side;
  judged.purpose = order.purpose;
  judged.quantity = order.quantity;
  judged.price = order.price;
  judged.notional = order.notional;
  judged.isLimit = order.isLimit;
  judged.stopPrice = order.stopPrice;
}

function fillPortfolio(state: EngineState, lane: Lane): void {
  const { portfolio: account, nowMs } = state;
  const traded = state.market(lane.instrument);
  const base = account.baseOf(lane.instrument);
  const worth = base === 0 ? 0 : base * traded.last;
  const reserved = account.reservedQuote === 0n ? 0 : toSignal(account.reservedQuote);
  portfolio.state = state.control.tradingState;
  portfolio.equity = account.equity;
  portfolio.cash = account.cash;
  portfolio.peakEquity = account.peakEquity;
  portfolio.dayStartEquity = account.dayStartEquity;
  portfolio.dayStartScaled = account.dayStartScaled;
  portfolio.openPositions = takenLanes(state);
  portfolio.isLaneOpen = lane.position !== undefined || lane.orders.hasBuys;
  portfolio.exposure = account.equity - account.cash + reserved;
  portfolio.symbolExposure = worth + reservedFor(state, lane.instrument);
  portfolio.symbolBase = base + toSignal(workingBase(state, lane.instrument));
  portfolio.consecutiveLosses = account.consecutiveLosses;
  portfolio.ordersLastHour = account.ordersLastHour(nowMs);
  portfolio.ordersLastMinute = account.ordersLastMinute(nowMs);
  portfolio.lastExitTimeMs = account.lastExitMsOf(lane.instrument);
  portfolio.hasUnknownOrder = state.orders.hasUnknown(lane.instrument);
  portfolio.highestCorrelation = traded.wantsReturns ? highestCorrelation(state, lane.instrument) : Number.NaN;
}

function fillMarket(state: EngineState, lane: Lane, order: OrderUnderJudgement): void {
  const traded = state.market(lane.instrument);
  const { takingCosts } = state.settings;
  market.nowMs = state.nowMs;
  market.intervalMs = traded.intervalMs;
  market.lastCandleMs = traded.lastCloseTimeMs;
  market.candlesSinceGap = traded.candlesSinceGap;
  market.spreadRatio = spreadRatio(state, lane.instrument);
  market.expectedSlippageRatio = expectedSlippageRatio(takingCosts, {
    middle: traded.last,
    quantity: order.quantity,
    limit: order.isLimit ? order.price : undefined,
  });
  market.feeRatio = traded.feeRatio;
  market.atrSpikeRatio = traded.atrMean ? traded.atr.current / traded.atrMean.current - 1 : Number.NaN;
  market.clockDriftMs = state.control.clockDriftMs;
  market.freshAfterMs = state.control.freshAfterMs;
  market.isStorageWritable = state.control.isStorageWritable;
}

/** `NaN` where quotes tell it, and none does or only one that is too old to trade at. */
function spreadRatio(state: EngineState, instrument: InstrumentId): number {
  const { takingCosts, quoteMaxAgeMs } = state.settings;
  if (quoteMaxAgeMs === undefined) return takingCosts.spreadBps / 10_000;
  const { bid, ask, quotedMs } = state.market(instrument);
  const isFresh = bid > 0 && ask >= bid && state.nowMs - quotedMs <= quoteMaxAgeMs;
  return isFresh ? (ask - bid) / ((ask + bid) / 2) : Number.NaN;
}

function reservedFor(state: EngineState, instrument: InstrumentId): number {
  if (state.portfolio.reservedQuote === 0n) return 0;
  let reserved = 0n;
  for (const order of state.orders.working) {
    if (order.request.instrument === instrument) reserved += order.reserved;
  }
  return toSignal(reserved);
}

/** Lanes that hold a position, or would when their entry fills. */
function takenLanes(state: EngineState): number {
  let taken = 0;
  for (const { position, orders } of state.lanes) if (position || orders.hasBuys) taken += 1;
  return taken;
}

/** Base that working and unknown buys of the instrument may still bring. */
function workingBase(state: EngineState, instrument: InstrumentId): bigint {
  let base = 0n;
  for (const { request, filledQuantity } of state.orders.working) {
    if (request.side === 'buy' && request.instrument === instrument) base += request.quantity - filledQuantity;
  }
  return base;
}

function highestCorrelation(state: EngineState, instrument: InstrumentId): number {
  const { returns } = state.market(instrument);
  let highest = Number.NaN;
  for (const lane of state.lanes) {
    if (lane.instrument === instrument || !(lane.position || lane.orders.hasBuys)) continue;
    const correlation = returns.correlation(state.market(lane.instrument).returns);
    // Too few common returns: nobody can say that they do not move together.
    if (Number.isNaN(correlation)) return Number.POSITIVE_INFINITY;
    if (!(correlation <= highest)) highest = correlation;
  }
  return highest;
}
