/** Where commands go: a venue, real or simulated. Every outcome comes back as an engine event through `report`. */
import type { Decimal } from '../domain/decimal.ts';
import type { ArmExit } from '../domain/orders/commands.ts';
import type { EngineEvent } from '../domain/events/events.ts';
import type { OrderRequest } from '../domain/orders/order.ts';

export interface OrderEntry {
  /** Sends the order once. Exactly one of accepted, rejected or unknown is reported; never sent again by itself. */
  submit(order: OrderRequest): void;
  /** Idempotent; may be retried freely. */
  cancel(clientOrderId: string): void;
  /** Guards a position: reports `exitArmed` or `exitArmFailed`. */
  armExit(levels: ArmExit): void;
  disarmExit(lane: number): void;
  /** Looks an order up by every means there is and reports what it finds, fills included. */
  lookUp(clientOrderId: string): void;
  /** Only of venues that we keep ourselves: at all others funds move there first, and we are told. */
  moveFunds?(asset: string, amount: Decimal): void;
}

/** The way back: called from anywhere, delivered to the single writer in order. */
export type ReportEvent = (event: EngineEvent) => void;
