/** Everything the engine can ask for. The runtime carries commands out; answers come back as events. */
import type { Decimal } from '../decimal.ts';
import type { InstrumentId } from '../market/instrument.ts';
import type { OrderRequest } from './order.ts';
import type { Quantity } from '../units.ts';

export interface SubmitOrder {
  readonly type: 'submitOrder';
  readonly order: OrderRequest;
}

export interface CancelOrder {
  readonly type: 'cancelOrder';
  readonly clientOrderId: string;
  readonly reason: string;
}

/** Levels at which a position must be left; replaces the lane's earlier levels. Absent level: not guarded. */
export interface ArmExit {
  readonly type: 'armExit';
  readonly lane: number;
  readonly instrument: InstrumentId;
  readonly generation: number;
  readonly quantity: Quantity;
  readonly stopPrice?: number;
  readonly targetPrice?: number;
}

export interface DisarmExit {
  readonly type: 'disarmExit';
  readonly lane: number;
}

/** Look the order up at the venue: by id, in the open and finished lists, in our fills. */
export interface LookUpOrder {
  readonly type: 'lookUpOrder';
  readonly clientOrderId: string;
}

/** Funds were paid in or taken out on an operator's word: a venue that we keep ourselves books them, too. */
export interface MoveFunds {
  readonly type: 'moveFunds';
  readonly asset: string;
  readonly amount: Decimal;
}

export type NoticeLevel = 'info' | 'warning' | 'critical';

/** Something people should hear about; nothing that money depends on. */
export interface Notify {
  readonly type: 'notify';
  readonly level: NoticeLevel;
  /** Closed set of machine-readable names, e.g. `positionOpened`, `entryDenied`, `positionNaked`. */
  readonly code: string;
  readonly message: string;
}

export type Command = SubmitOrder | CancelOrder | ArmExit | DisarmExit | LookUpOrder | MoveFunds | Notify;
