import type { Decimal } from '../../domain/decimal.ts';
import { type Price, type Quantity, toSignal } from '../../domain/units.ts';

/** What taking from a market costs, measured from the middle between bid and ask: one model for fills, limits and sizes. */
export interface TakingCosts {
  /** Between the best bid and the best ask; each side pays half of it. */
  readonly spreadBps: number;
  /** Taken against us on every order that takes. */
  readonly slippageBps: number;
  /** Further bps per quote traded, from the depth of a model book: 1 bps for each `depthQuotePerBps`; 0 = infinitely deep. */
  readonly depthQuotePerBps: number;
}

/** A market where the price of the moment is everybody's. */
export const NO_TAKING_COSTS: TakingCosts = Object.freeze({ spreadBps: 0, slippageBps: 0, depthQuotePerBps: 0 });

/** The way from the middle to either side, in millionths of a basis point, the resolution of simulated prices. */
export function halfSpreadMicroBps({ spreadBps }: TakingCosts): number {
  return Math.round(spreadBps * 500_000);
}

/** The same as a share of the price, 0..1. */
export function halfSpreadRatio(costs: TakingCosts): number {
  return halfSpreadMicroBps(costs) / 1e10;
}

/** Basis points that an order worth `quote` loses beyond the best price. */
export function slippageBpsOf({ slippageBps, depthQuotePerBps }: TakingCosts, quote: number): number {
  return depthQuotePerBps > 0 ? slippageBps + quote / depthQuotePerBps : slippageBps;
}

/**
 * The share of the price that a buy is expected to lose beyond the best one. A limit never pays more than itself, and one
 * that rests loses nothing.
 */
export function expectedSlippageRatio(
  costs: TakingCosts,
  buy: { readonly middle: number; readonly quantity: Quantity; readonly limit: Price | undefined },
): number {
  const { middle, quantity, limit } = buy;
  const ratio = slippageBpsOf(costs, quoteInDepth(costs, middle, quantity)) / 10_000;
  if (limit === undefined) return ratio;
  return Math.max(0, Math.min(ratio, toSignal(limit) / middle - 1 - halfSpreadRatio(costs)));
}

/** What an order is worth to `slippageBpsOf`: in an endless book nobody has to reckon it. */
export function quoteInDepth({ depthQuotePerBps }: TakingCosts, middle: number, size: Decimal): number {
  return depthQuotePerBps > 0 ? middle * toSignal(size) : 0;
}
