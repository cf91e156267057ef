import { assert } from '../../../domain/assert.ts';
import { DAY_MS } from '../../../domain/durations.ts';
import type { InstrumentId } from '../../../domain/market/instrument.ts';
import { type OrderStatus, isTerminal } from '../../../domain/orders/order.ts';
import { type Saved, UnreadableSave, savedCount, savedList, savedTuple } from '../../../domain/saved.ts';
import { shorten } from '../../../domain/shorten.ts';
import { ProtectiveOrder } from './protective-order.ts';
import { TrackedOrder } from './tracked-order.ts';

/**
 * Ended orders are watched for late fills this long, and never fewer than so many; older ones live in the journal. Not
 * more than needed: whatever outlives a few collections of the young heap is expensive.
 */
const WATCHED_MS = DAY_MS;
const KEPT_ENDED = 64;
const KEPT_PROTECTIVE = 32;
/** Places of orders, most of them forgotten, before those are left out. */
const MOST_PLACES = 2048;

/**
 * Every order of the run, and the ones still working. Client order ids end in the order's number, so that finding one
 * needs no table of strings.
 */
export class OrderRegister {
  readonly #prefix: string;
  /** The id of the order of that number, which is asked for twice. */
  readonly #next = { number: -1, id: '' };
  /** By number; ended orders are forgotten when many newer ones have ended. */
  readonly #orders: (TrackedOrder | undefined)[] = [];
  /** Number of the first of them: those before it have been forgotten. */
  #first = 0;
  /** Numbers of those that have ended and are known, oldest first. */
  readonly #ended: number[] = [];
  #protectiveCount = 0;
  /** Stops and targets that wait, and the latest that have ended. */
  protective: ProtectiveOrder[] = [];
  /** In the order they were sent; a handful at most. */
  readonly working: TrackedOrder[] = [];
  /** Orders whose outcome is unknown. */
  unknown = 0;
  /** Whether an unknown order was resolved while this entry is applied: what risk denied for it is looked at again. */
  hasResolved = false;
  /** Entries proven never to have reached the venue, to be made again. */
  absentEntries: TrackedOrder[] = [];
  /** Those that have changed with the entry at hand. */
  readonly touched: TrackedOrder[] = [];
  /** The same, once somebody keeps what has changed. */
  #heard: TrackedOrder[] | undefined;

  constructor(runId: string) {
    this.#prefix = `${runId}-`;
  }

  /** `<run id>-<number>`: venue-safe, at most 28 characters, unique within the run; the run id is unique per account. */
  nextClientOrderId(): string {
    const next = this.#next;
    const number = this.#count;
    if (next.number !== number) {
      next.id = this.#prefix + number.toString(36);
      next.number = number;
    }
    return next.id;
  }

  addProtective(order: ProtectiveOrder): void {
    const { protective } = this;
    protective.push(order);
    if (protective.length < 2 * KEPT_PROTECTIVE) return;
    const oldest = protective.length - KEPT_PROTECTIVE;
    this.protective = protective.filter(({ hasEnded }, at) => !hasEnded || at >= oldest);
  }

  /** Names the next stop or target: of a series of their own, so that watching takes no number from what is sent. */
  nextProtective(): { readonly prefix: string; readonly number: number } {
    this.#protectiveCount += 1;
    return { prefix: this.#prefix, number: this.#protectiveCount };
  }

  add(order: TrackedOrder): void {
    const id = order.request.clientOrderId;
    assert(id === this.nextClientOrderId(), () => `a client order id is used once and in order, ${id} is not next`);
    order.take(this.#count, this.#heard);
    this.#orders.push(order);
    this.working.push(order);
  }

  /** From now on orders say that they have changed. */
  keepTouched(): void {
    this.#heard = this.touched;
    for (const order of this.#orders) order?.take(order.number, this.touched);
  }

  /** Whoever keeps what has changed has heard of it. */
  hearTouched(): void {
    for (const order of this.touched) order.heard();
    shorten(this.touched, 0);
  }

  findProtective(number: number): ProtectiveOrder | undefined {
    return this.protective.findLast((order) => order.number === number);
  }

  /** An id of another run has no order here, whatever number it ends in. */
  find(clientOrderId: string): TrackedOrder | undefined {
    // What is asked for is nearly always the latest, by the very text that it was named with.
    const latest = this.working.at(-1);
    if (latest?.request.clientOrderId === clientOrderId) return latest;
    const order = this.#numbered(Number.parseInt(clientOrderId.slice(this.#prefix.length), 36));
    return order?.request.clientOrderId === clientOrderId ? order : undefined;
  }

  /** Whether an order of the instrument may or may not exist. */
  hasUnknown(instrument: InstrumentId): boolean {
    if (this.unknown === 0) return false;
    for (const { status, request } of this.working) {
      if (status === 'unknown' && request.instrument === instrument) return true;
    }
    return false;
  }

  /** Moves the order to another `status`; terminal orders leave the working list. */
  move(order: TrackedOrder, status: OrderStatus, nowMs: number): void {
    if (order.status === 'unknown') {
      this.unknown -= 1;
      this.hasResolved = true;
    }
    if (status === 'unknown') this.unknown += 1;
    const hadEnded = isTerminal(order.status);
    order.enter(status, nowMs);
    if (!hadEnded && isTerminal(status)) this.#end(order, nowMs);
  }

  #end(order: TrackedOrder, nowMs: number): void {
    this.#leaveWorking(order);
    this.#ended.push(order.number);
    this.#forgetOld(nowMs);
  }

  /** Where its number says, however many before it have been forgotten. */
  #place(order: TrackedOrder): void {
    while (this.#count < order.number) this.#orders.push(undefined);
    order.take(order.number, this.#heard);
    this.#orders[order.number - this.#first] = order;
    this.working.push(order);
  }

  /** Nearly always it is the only one. */
  #leaveWorking(order: TrackedOrder): void {
    const { working } = this;
    if (working.at(-1) === order) working.pop();
    else working.splice(working.indexOf(order), 1);
  }

  noteResolved(): void {
    this.hasResolved = false;
  }

  awaitReplacement(entry: TrackedOrder): void {
    this.absentEntries.push(entry);
  }

  /** Hands over the entries that are to be made again; those that must wait on are put back by whoever looks. */
  takeAbsentEntries(): readonly TrackedOrder[] {
    const taken = this.absentEntries;
    this.absentEntries = [];
    return taken;
  }

  /** All that are known, with what refers to them. */
  save(): Saved {
    const known = this.#orders.filter((order) => order !== undefined);
    return [
      this.#count,
      this.#protectiveCount,
      this.protective.map((order) => order.save()),
      known.map((order) => order.save()),
      this.#ended,
      this.working.map(({ number }) => number),
      this.saveAbsent(),
    ];
  }

  saveAbsent(): readonly number[] {
    return this.absentEntries.map(({ number }) => number);
  }

  /** Of a register that is empty. @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const what = 'orders';
    const [count, protectiveCount, protective, known, ended, working, absent] = savedTuple(saved, what, 7);
    this.#protectiveCount = savedCount(protectiveCount, what);
    this.protective = savedList(protective, what).map((one) => ProtectiveOrder.restored(one, this.#prefix));
    const orders = savedList(known, what).map((one) => TrackedOrder.restored(one));
    this.#first = orders[0]?.number ?? savedCount(count, what);
    for (const order of orders) this.#place(order);
    while (this.#count < savedCount(count, what)) this.#orders.push(undefined);
    this.#ended.splice(0, this.#ended.length, ...savedList(ended, what).map((number) => savedCount(number, what)));
    this.working.splice(0, this.working.length, ...this.#listed(working));
    this.unknown = this.working.filter(({ status }) => status === 'unknown').length;
    this.restoreAbsent(absent);
  }

  /** @throws UnreadableSave */
  restoreAbsent(saved: Saved | undefined): void {
    this.absentEntries = this.#listed(saved);
  }

  /** A new order, or what has changed of a known one, as `save` of the order told it. @throws UnreadableSave */
  takeOver(saved: Saved, nowMs: number): void {
    const [, state] = savedTuple(saved, 'order', 2);
    const known = this.#numbered(savedCount(savedList(state, 'order')[0], 'order number'));
    const order = known ?? TrackedOrder.restored(saved);
    if (known === undefined) this.#place(order);
    const wasWorking = known === undefined || known.isWorking;
    known?.restore(state);
    this.unknown = this.working.filter(({ status }) => status === 'unknown').length;
    if (wasWorking && !order.isWorking) this.#end(order, nowMs);
  }

  /** The same of a stop or target, which is told whole once. @throws UnreadableSave */
  takeOverProtective(saved: Saved): void {
    if (ProtectiveOrder.isChange(saved)) {
      const number = savedCount(savedList(saved, 'stop or target')[0], 'stop or target');
      const changed = this.findProtective(number);
      if (changed === undefined) throw new UnreadableSave(`saved stop or target ${number} was never told whole`);
      return changed.takeOver(saved);
    }
    const told = ProtectiveOrder.restored(saved, this.#prefix);
    this.#protectiveCount = Math.max(this.#protectiveCount, told.number);
    this.addProtective(told);
  }

  #listed(saved: Saved | undefined): TrackedOrder[] {
    return savedList(saved, 'orders').flatMap((number) => this.#numbered(savedCount(number, 'order')) ?? []);
  }

  #forgetOld(nowMs: number): void {
    const ended = this.#ended;
    while (ended.length > KEPT_ENDED) {
      const number = ended[0] as number;
      if ((this.#numbered(number) as TrackedOrder).updatedMs > nowMs - WATCHED_MS) break;
      this.#orders[number - this.#first] = undefined;
      ended.shift();
    }
    // In one go: each costs as much as all that stay.
    if (this.#orders.length > MOST_PLACES) this.#leaveOut();
  }

  /** What was forgotten before the oldest that is known. */
  #leaveOut(): void {
    const known = this.#orders.findIndex((order) => order !== undefined);
    this.#orders.splice(0, known);
    this.#first += known;
  }

  /** How many orders the run has had. */
  get #count(): number {
    return this.#first + this.#orders.length;
  }

  #numbered(number: number): TrackedOrder | undefined {
    return this.#orders[number - this.#first];
  }
}
