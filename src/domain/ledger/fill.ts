/** What the ledger is told about one execution, and what it answers. */
import type { Decimal } from '../decimal.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { Side } from '../orders/order.ts';
import type { Notional, Price, Quantity } from '../units.ts';
import type { RoundTrip } from './round-trip.ts';

/** One execution of ours, with the lane that owns it. */
export interface LedgerFill {
  /** Unique within the instrument: some venues count trades per symbol. */
  readonly tradeId: string;
  readonly lane: number;
  readonly instrument: InstrumentId;
  readonly side: Side;
  readonly price: Price;
  readonly quantity: Quantity;
  /** Never negative; in `feeAsset`, which may be base, quote or a third asset. */
  readonly fee: Decimal;
  readonly feeAsset: string;
  readonly timeMs: number;
  readonly clientOrderId: string;
  /** Names the lot that a buy makes, or that a sale takes first. */
  readonly lot?: string | undefined;
}

/** What a fill did to its lane. Profit is in quote and is realized by sells only. */
export interface FillBooking {
  /** After entry and exit fees, except fees in a third asset. */
  readonly realizedPnl: Notional;
  /** Before any fee. */
  readonly realizedGrossPnl: Notional;
  readonly isFlat: boolean;
  /** Present when this fill left the lane flat. */
  readonly closedRoundTrip: RoundTrip | undefined;
}

/** When a fill happened: as the venue says, never later than we were told; where it says nothing, when we were told. */
export function executionTimeMs({ executedMs }: { readonly executedMs?: number | undefined }, toldMs: number): number {
  return executedMs === undefined ? toldMs : Math.min(executedMs, toldMs);
}
