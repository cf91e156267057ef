/** The contract of a sizing method, and everything it may look at. */
import type { Denial } from '../../domain/decision.ts';
import type { Decimal } from '../../domain/decimal.ts';
import type { Instrument } from '../../domain/market/instrument.ts';
import type { Notional, Price, Quantity } from '../../domain/units.ts';
import type { TakingCosts } from '../costs/taking-costs.ts';
import type { SizeSpec } from './spec.ts';

export type SizeKind = SizeSpec['kind'];

export interface SizeInput {
  readonly instrument: Instrument;
  /** Limit price, or the reference price of a market order. */
  readonly price: number;
  /** The same price, exact. */
  readonly priceExact: Price;
  /** Quote plus all positions at their last price. */
  readonly equity: number;
  /** Quote that no working order has reserved, exact. */
  readonly availableQuote: Notional;
  /** `NaN` before warm-up. */
  readonly atr: number;
  /** Where the position would be stopped, `NaN` without a stop. */
  readonly stopPrice: number;
  readonly feeRate: Decimal;
  /** Of the entry where it takes, and of the stop's sale. */
  readonly costs: TakingCosts;
  /** A limit order pays no more than its price. */
  readonly isLimit: boolean;
}

export interface SizedEntry {
  /** A multiple of the step; with its fee it costs at most `budget` at the given price. */
  readonly quantity: Quantity;
  /** The most quote that the entry may cost, fees included; never more than was available. */
  readonly budget: Notional;
  /** Whether the budget asked for was larger than what was available. */
  readonly isClipped: boolean;
}

export interface SizingMethod<Kind extends SizeKind> {
  readonly kind: Kind;
  /** The budget asked for in quote, fees included, before it meets what is available; or what is missing to tell. */
  ask(spec: Extract<SizeSpec, { kind: Kind }>, input: SizeInput): number | Denial;
}

export const SIZING_RULE = 'position-sizing';
