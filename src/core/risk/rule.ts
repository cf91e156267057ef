/** The contract of a risk rule, and everything a rule may look at. A rule judges one order that is about to be sent. */
import type { Denial } from '../../domain/decision.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { OrderPurpose, Side } from '../../domain/orders/order.ts';
import type { TradingState } from '../../domain/trading-state.ts';
import type { Notional, Price, Quantity } from '../../domain/units.ts';

/** Limits, each declared in the file of its rule; an absent one is switched off. Ratios are 0..1, money is float64 quote. */
export interface RiskSettings {}

/** The order under judgement. */
export interface RiskOrder {
  readonly instrument: Instrument;
  readonly side: Side;
  readonly purpose: OrderPurpose;
  readonly quantity: Quantity;
  /** Limit price, or the reference price of a market order. */
  readonly price: Price;
  readonly notional: Notional;
  readonly isLimit: boolean;
  /** Where the position would be stopped, `NaN` without a stop. */
  readonly stopPrice: number;
}

/** Whether the order can grow a position. A buy always can, whatever it calls itself: the bot is long only. */
export function addsRisk(order: RiskOrder): boolean {
  return order.purpose === 'entry' || order.side === 'buy';
}

export interface RiskPortfolio {
  readonly state: TradingState;
  /** Quote plus all positions at their last price. */
  readonly equity: number;
  readonly cash: number;
  readonly peakEquity: number;
  /** Equity at 00:00 UTC of the current day, with what was paid in since and without what was taken out. */
  readonly dayStartEquity: number;
  /** The same, scaled as deposits and withdrawals scaled equity: what shares are taken of. */
  readonly dayStartScaled: number;
  /** Lanes with a position, or an entry at work that may bring one; this order's lane not counted unless it is one. */
  readonly openPositions: number;
  readonly isLaneOpen: boolean;
  /** Quote in positions if every open and unknown entry order fills. */
  readonly exposure: number;
  /** The same, of this order's instrument only. */
  readonly symbolExposure: number;
  /** Base held of this order's instrument, working entries included. */
  readonly symbolBase: number;
  readonly consecutiveLosses: number;
  /** Orders sent within the hour and the minute before now. */
  readonly ordersLastHour: number;
  readonly ordersLastMinute: number;
  /** When this instrument's last position was closed, `NaN` if never. */
  readonly lastExitTimeMs: number;
  /** Whether an order of this instrument has an unknown outcome. */
  readonly hasUnknownOrder: boolean;
  /**
   * Highest correlation of this instrument's returns with those of another position that is open or being entered, `NaN`
   * without one, infinite when one of them is not known.
   */
  readonly highestCorrelation: number;
}

export interface RiskMarket {
  readonly nowMs: number;
  readonly intervalMs: number;
  /** Close time of the newest candle. */
  readonly lastCandleMs: number;
  /** Candles since the last gap in this instrument's series; `Infinity` when there was none. */
  readonly candlesSinceGap: number;
  /** Between bid and ask, as a share of their middle; `NaN` where it should be known and is not. */
  readonly spreadRatio: number;
  /** What this order is expected to lose beyond the best price, as a share of the price. */
  readonly expectedSlippageRatio: number;
  readonly feeRatio: number;
  /** ATR(14) over its own mean of the preceding candles, minus one; `NaN` before warm-up. */
  readonly atrSpikeRatio: number;
  readonly clockDriftMs: number;
  /** Market time at which the process was last seen to have stood still, minus infinity if never. */
  readonly freshAfterMs: number;
  /** Whether the journal takes entries: no durable intent, no new risk. */
  readonly isStorageWritable: boolean;
}

export interface RiskContext {
  readonly settings: RiskSettings;
  readonly order: RiskOrder;
  readonly portfolio: RiskPortfolio;
  readonly market: RiskMarket;
}

/** A rule's limit and the value it stands at, for people and for metrics. */
export interface RiskReading {
  readonly limit: number | string | undefined;
  readonly value: number | string | undefined;
  readonly unit: string;
}

export interface RiskRule {
  /** The limit without which the rule has nothing to say; absent on rules that are always asked. */
  readonly setting?: keyof RiskSettings;
  /** Kebab-case, the file's name. */
  readonly name: string;
  /** Closed, camelCase: what denials, metrics and alerts are labeled with. */
  readonly code: string;
  /** `entry`: never looks at orders that shrink a position. `any`: judges those too. */
  readonly scope: 'entry' | 'any';
  reading(context: RiskContext): RiskReading;
  /** What is wrong, in a sentence with the value and the limit; `undefined` when the order may pass. */
  deny(context: RiskContext): string | undefined;
}

/** All denials of one order, in rule order. */
export interface RiskVerdict {
  readonly ok: boolean;
  readonly reasons: readonly Denial[];
  readonly limits: Readonly<Record<string, RiskReading>>;
}
