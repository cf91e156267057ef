/** A context in which every rule passes, and a way to say only what a test is about. */
import { decimal } from '../../../domain/decimal.ts';
import type { Instrument } from '../../../domain/market/instrument.ts';
import { notional, notionalOf, price, quantity } from '../../../domain/units.ts';
import type { RiskContext, RiskMarket, RiskOrder, RiskPortfolio, RiskSettings } from '../rule.ts';

/** Friday, 2025-06-06 12:00 UTC. */
export const FRIDAY_NOON_MS = Date.UTC(2025, 5, 6, 12);

export function anInstrument(changes: Partial<Instrument> = {}): Instrument {
  return {
    id: 0,
    symbol: 'BTC/USDT',
    venue: 'gateio',
    base: 'BTC',
    quote: 'USDT',
    tickSize: price('0.01'),
    stepSize: quantity('0.001'),
    minQuantity: quantity('0.001'),
    minNotional: notional('10'),
    makerFeeRate: decimal('0.001'),
    takerFeeRate: decimal('0.001'),
    feeAsset: 'quote',
    status: 'trading',
    ...changes,
  };
}

export interface ContextChanges {
  readonly settings?: RiskSettings;
  readonly order?: Partial<RiskOrder>;
  readonly portfolio?: Partial<RiskPortfolio>;
  readonly market?: Partial<RiskMarket>;
}

/** An entry of 1 at 100 into an account of 1000, no limit set. */
export function aRiskContext(changes: ContextChanges = {}): RiskContext {
  const order = { quantity: quantity('1'), price: price('100'), ...changes.order };
  return {
    settings: changes.settings ?? {},
    order: {
      instrument: anInstrument(),
      side: 'buy',
      purpose: 'entry',
      notional: notionalOf(order.price, order.quantity, 'up'),
      isLimit: false,
      stopPrice: Number.NaN,
      ...order,
    },
    portfolio: { ...PORTFOLIO, ...changes.portfolio },
    market: { ...MARKET, ...changes.market },
  };
}

/** The order that sells what `aRiskContext` bought. */
export function aSell(purpose: 'signalExit' | 'protectiveExit' | 'operatorExit'): Partial<RiskOrder> {
  return { side: 'sell', purpose };
}

const PORTFOLIO: RiskPortfolio = {
  state: 'active',
  equity: 1000,
  cash: 1000,
  peakEquity: 1000,
  dayStartEquity: 1000,
  dayStartScaled: 1000,
  openPositions: 0,
  isLaneOpen: false,
  exposure: 0,
  symbolExposure: 0,
  symbolBase: 0,
  consecutiveLosses: 0,
  ordersLastHour: 0,
  ordersLastMinute: 0,
  lastExitTimeMs: Number.NaN,
  hasUnknownOrder: false,
  highestCorrelation: Number.NaN,
};

const MARKET: RiskMarket = {
  nowMs: FRIDAY_NOON_MS,
  intervalMs: 3_600_000,
  lastCandleMs: FRIDAY_NOON_MS,
  candlesSinceGap: Number.POSITIVE_INFINITY,
  spreadRatio: 0,
  expectedSlippageRatio: 0,
  feeRatio: 0.001,
  atrSpikeRatio: Number.NaN,
  clockDriftMs: 0,
  isStorageWritable: true,
  freshAfterMs: Number.NEGATIVE_INFINITY,
};
