import { assert } from '../../domain/assert.ts';
import { type OrderRequest, type OrderStatus, isTerminal } from '../../domain/order.ts';

/** Terminal orders kept for late fills and questions; older ones live in the journal. */
const KEPT_TERMINAL = 4096;

/** An order and everything the venue has said of it. */
export class TrackedOrder {
  readonly request: OrderRequest;
  readonly venue: string;
  readonly createdMs: number;
  status: OrderStatus = 'intended';
  filledQuantity = 0n;
  fillCount = 0;
  /** Quote, fees not included. */
  filledNotional = 0n;
  /** Quote set aside for a buy and not spent yet. */
  reserved: bigint;
  venueOrderId: string | undefined;
  lastReason = '';
  updatedMs: number;
  /** A cancel was asked for; asked again after a restart. */
  isCancelRequested = false;
  lookups = 0;
  nextLookupMs = Number.POSITIVE_INFINITY;

  constructor(request: OrderRequest, venue: string, nowMs: number, reserved: bigint) {
    this.request = request;
    this.venue = venue;
    this.createdMs = nowMs;
    this.updatedMs = nowMs;
    this.reserved = reserved;
  }

  get remaining(): bigint {
    return this.request.quantity - this.filledQuantity;
  }

  get isWorking(): boolean {
    return !isTerminal(this.status);
  }
}

/** Every order of the run by client order id, and the ones still working. */
export class OrderRegister {
  readonly #byId = new Map<string, TrackedOrder>();
  readonly working = new Map<string, TrackedOrder>();
  readonly #ended: string[] = [];
  #oldestEnded = 0;
  /** Orders made so far; numbers client order ids. */
  count = 0;
  /** Orders whose outcome is unknown. */
  unknown = 0;

  add(order: TrackedOrder): void {
    const id = order.request.clientOrderId;
    assert(!this.#byId.has(id), () => `a client order id is used once, ${id} was used again`);
    this.#byId.set(id, order);
    this.working.set(id, order);
  }

  find(clientOrderId: string): TrackedOrder | undefined {
    return this.#byId.get(clientOrderId);
  }

  /** Moves the order to `status`; terminal orders leave the working list. */
  move(order: TrackedOrder, status: OrderStatus, nowMs: number): void {
    if (order.status === 'unknown' && status !== 'unknown') this.unknown -= 1;
    if (order.status !== 'unknown' && status === 'unknown') this.unknown += 1;
    const hadEnded = isTerminal(order.status);
    order.status = status;
    order.updatedMs = nowMs;
    if (hadEnded || !isTerminal(status)) return;
    const id = order.request.clientOrderId;
    this.working.delete(id);
    this.#ended.push(id);
    if (this.#ended.length - this.#oldestEnded > KEPT_TERMINAL) this.#forgetOldest();
  }

  #forgetOldest(): void {
    this.#byId.delete(this.#ended[this.#oldestEnded] as string);
    this.#oldestEnded += 1;
    if (this.#oldestEnded < KEPT_TERMINAL) return;
    this.#ended.splice(0, this.#oldestEnded);
    this.#oldestEnded = 0;
  }
}
