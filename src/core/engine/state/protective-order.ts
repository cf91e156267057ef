import {
  type Saved,
  savedCount,
  savedList,
  savedNumber,
  savedRecord,
  savedText,
  savedTuple,
  toSaved,
} from '../../../domain/saved.ts';
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

const WHAT = 'stop or target';
const CHANGE_LENGTH = 5;

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
  /** Counts changes. */
  revision = 0;
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
    this.revision += 1;
  }

  /** The trigger was reached, and this order sells for it. */
  fired(orderId: string): void {
    this.firedOrderId = orderId;
    this.revision += 1;
  }

  /** Its place among the stops and targets of the run, from 1. */
  get number(): number {
    return this.#name.number;
  }

  save(): Saved {
    const { lane, instrument, role, createdMs, trigger, firedOrderId } = this;
    return [
      this.number,
      lane,
      instrument,
      role,
      createdMs,
      toSaved(trigger),
      this.status,
      this.updatedMs,
      firedOrderId ?? null,
    ];
  }

  /** What became of it alone, with its trigger when that is another one than then. */
  saveChanged(then: Trigger): Saved {
    const { trigger, status, updatedMs, firedOrderId } = this;
    return [this.number, trigger === then ? null : toSaved(trigger), status, updatedMs, firedOrderId ?? null];
  }

  /** Whether it is what `saveChanged` told. */
  static isChange(saved: Saved): boolean {
    return savedList(saved, WHAT).length === CHANGE_LENGTH;
  }

  /** Of the same number. @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const [number, , , , , ...changed] = savedTuple(saved, WHAT, 9);
    this.takeOver([number, ...changed]);
  }

  /** What `saveChanged` told. @throws UnreadableSave */
  takeOver(saved: Saved): void {
    const [, trigger, status, updatedMs, fired] = savedTuple(saved, WHAT, CHANGE_LENGTH);
    if (trigger !== null) this.trigger = savedRecord(trigger, WHAT) as unknown as Trigger;
    this.status = savedText(status, WHAT) as ProtectiveStatus;
    this.updatedMs = savedNumber(updatedMs, WHAT);
    this.firedOrderId = fired === null ? undefined : savedText(fired, WHAT);
  }

  /** @throws UnreadableSave */
  static restored(saved: Saved | undefined, prefix: string): ProtectiveOrder {
    const [number, lane, instrument, role, createdMs, trigger] = savedTuple(saved, WHAT, 9);
    const place = {
      lane: savedCount(lane, WHAT),
      instrument: savedCount(instrument, WHAT),
      role: savedText(role, WHAT) as ProtectiveOrder['role'],
    };
    const order = new ProtectiveOrder(
      { prefix, number: savedCount(number, WHAT) },
      place,
      savedRecord(trigger, WHAT) as unknown as Trigger,
      savedNumber(createdMs, WHAT),
    );
    order.restore(saved);
    return order;
  }
}
