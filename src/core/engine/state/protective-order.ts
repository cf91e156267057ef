import type { InstrumentId } from '../../../domain/market/instrument.ts';

/** `sent` is on its way to whoever watches it, `waiting` is watched, `failed` could not be armed and is tried again. */
export type ProtectiveStatus = 'sent' | 'waiting' | 'failed' | 'fired' | 'canceled';

/** What moves with the position and its levels. */
export interface Trigger {
  readonly price: number;
  /** The exit rule that set the price. */
  readonly rule: string;
  readonly quantity: bigint;
  /** Of the lane's levels; acknowledgements name it. */
  readonly generation: number;
}

/**
 * A stop or a target: an order to sell at market that waits, at the venue or in our watcher, until the price reaches its
 * trigger. It keeps its id while its trigger moves; the order that it fires has one of its own.
 */
export class ProtectiveOrder {
  readonly lane: number;
  readonly instrument: InstrumentId;
  readonly role: 'stop' | 'target';
  readonly createdMs: number;
  trigger: Trigger;
  status: ProtectiveStatus = 'sent';
  updatedMs: number;
  /** The latest order that went to the venue for it. */
  firedOrderId: string | undefined;
  readonly #name: { readonly prefix: string; readonly number: number };

  constructor(
    name: { readonly prefix: string; readonly number: number },
    place: Pick<ProtectiveOrder, 'lane' | 'instrument' | 'role'>,
    trigger: Trigger,
    nowMs: number,
  ) {
    this.#name = name;
    this.lane = place.lane;
    this.instrument = place.instrument;
    this.role = place.role;
    this.trigger = trigger;
    this.createdMs = nowMs;
    this.updatedMs = nowMs;
  }

  /** `<run id>-<number>-s` or `-t`; spelled out when somebody asks. */
  get clientOrderId(): string {
    const { prefix, number } = this.#name;
    return `${prefix}${number.toString(36)}-${this.role === 'stop' ? 's' : 't'}`;
  }

  get hasEnded(): boolean {
    return this.status === 'fired' || this.status === 'canceled';
  }

  move(trigger: Trigger, nowMs: number): void {
    this.trigger = trigger;
    this.enter('sent', nowMs);
  }

  enter(status: ProtectiveStatus, nowMs: number): void {
    this.status = status;
    this.updatedMs = nowMs;
  }

  /** The trigger was reached, and this order sells for it. */
  fired(orderId: string): void {
    this.firedOrderId = orderId;
  }
}
