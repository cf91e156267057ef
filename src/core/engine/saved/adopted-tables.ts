/** What tables say of a run whose journal does not hold what was decided. */
import type { Decimal } from '../../../domain/decimal.ts';
import type { InstrumentId } from '../../../domain/market/instrument.ts';
import type { OrderRequest, OrderStatus, Side } from '../../../domain/orders/order.ts';
import type { Price, Quantity } from '../../../domain/units.ts';
import type { ProtectiveStatus } from '../state/protective-order.ts';

export interface AdoptedOrder {
  readonly request: OrderRequest;
  readonly status: OrderStatus;
  readonly createdTimeMs: number;
  readonly updatedTimeMs: number;
  readonly venueOrderId: string | undefined;
  readonly lastReason: string;
  readonly firedBy: string | undefined;
}

/** As it was booked. */
export interface AdoptedFill {
  readonly tradeId: string;
  readonly instrument: InstrumentId;
  readonly clientOrderId: string;
  readonly lane: number;
  readonly side: Side;
  readonly price: Price;
  readonly quantity: Quantity;
  readonly fee: Decimal;
  readonly feeAsset: string;
}

/** One that is open. */
interface AdoptedPosition {
  readonly lane: number;
  readonly quantity: Quantity;
  readonly stopPrice: number | undefined;
  readonly targetPrice: number | undefined;
  readonly updatedTimeMs: number;
}

interface AdoptedProtection {
  readonly clientOrderId: string;
  readonly lane: number;
  readonly role: 'stop' | 'target';
  readonly triggerPrice: number;
  readonly rule: string;
  readonly quantity: Quantity;
  readonly status: ProtectiveStatus;
  readonly createdTimeMs: number;
}

export interface AdoptedTrip {
  readonly lane: number;
  readonly exitTimeMs: number;
}

interface AdoptedFlow {
  readonly timeMs: number;
  readonly asset: string;
  readonly amount: Decimal;
}

export interface AdoptedTables {
  /** Of the run, by client order id. */
  readonly orders: ReadonlyMap<string, AdoptedOrder>;
  /** The same, oldest first. */
  readonly fills: ReadonlyMap<string, readonly AdoptedFill[]>;
  readonly positions: readonly AdoptedPosition[];
  /** Stops and targets, oldest first; an early version kept none. */
  readonly protective: readonly AdoptedProtection[];
  readonly trips: readonly AdoptedTrip[];
  readonly flows: readonly AdoptedFlow[];
}
