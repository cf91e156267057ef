import { minimum } from '../../../domain/decimal.ts';
import { type OrderRequest, type OrderStatus, isTerminal } from '../../../domain/orders/order.ts';
import {
  type Saved,
  restoreFields,
  saveFields,
  savedList,
  savedNumber,
  savedRecord,
  savedText,
  savedTuple,
  toSaved,
} from '../../../domain/saved.ts';
import { type Goal, restoredGoal, saveGoal } from './goal.ts';

export interface EntryLevels {
  readonly stopPrice?: number;
  readonly targetPrice?: number;
}

/** What an entry has besides what every order has. */
interface EntryOrder {
  /** Quote set aside. */
  readonly reserved: bigint;
  readonly levels: EntryLevels;
}

/** What the venue has said, and what was done about it. */
const FIELDS = [
  'number',
  'status',
  'filledQuantity',
  'fillCount',
  'filledNotional',
  'reserved',
  'venueOrderId',
  'arrivedMs',
  'lastReason',
  'updatedMs',
  'firedBy',
  'sentAfterMs',
  'isCancelRequested',
  'cancelSentAfterMs',
  'lookups',
  'nextLookupMs',
] as const;

const EXIT: EntryOrder = Object.freeze({ reserved: 0n, levels: Object.freeze({}) });

/** An order and everything the venue has said of it. */
export class TrackedOrder {
  readonly request: OrderRequest;
  readonly venue: string;
  readonly createdMs: number;
  /** That the strategy gave with its entry; they count from the first fill on. */
  readonly levels: EntryLevels;
  /** Place in the run, from 0; the end of the client order id. */
  number = -1;
  status: OrderStatus = 'intended';
  filledQuantity = 0n;
  fillCount = 0;
  /** Quote, fees not included. */
  filledNotional = 0n;
  /** Quote set aside for a buy and not spent yet. */
  reserved: bigint;
  venueOrderId: string | undefined;
  /** When the venue first said that it has the order, `NaN` before. */
  arrivedMs = Number.NaN;
  lastReason = '';
  updatedMs = Number.NaN;
  /** What it still buys is not wished any more, and why. */
  unwanted: Goal | undefined;
  /** The stop or target that it sells for. */
  firedBy: string | undefined;
  /** Close of its market's newest candle when it was sent, `NaN` before the first. */
  sentAfterMs = Number.NaN;
  /** A cancel was asked for; asked again after a restart. */
  isCancelRequested = false;
  /** As `sentAfterMs`, of the first cancel. */
  cancelSentAfterMs = Number.NaN;
  lookups = 0;
  nextLookupMs = Number.POSITIVE_INFINITY;
  /** Trades that have filled it: an order may be known for longer than the ledger remembers trades. */
  #trade: string | undefined;
  #furtherTrades: string[] | undefined;

  /** Where it says that it has changed; none before it is registered. */
  #touched: TrackedOrder[] | undefined;
  /** Whether it has said so since the list was last emptied. */
  isTouched = false;

  constructor(request: OrderRequest, venue: string, nowMs: number, { reserved, levels }: EntryOrder = EXIT) {
    this.request = request;
    this.venue = venue;
    this.createdMs = nowMs;
    this.updatedMs = nowMs;
    this.reserved = reserved;
    this.levels = levels;
  }

  get isWorking(): boolean {
    return !isTerminal(this.status);
  }

  /** Called by the register, which keeps its lists with it. */
  enter(status: OrderStatus, nowMs: number): void {
    this.status = status;
    this.updatedMs = nowMs;
    this.#touch();
  }

  /** Its place in the run, given when it is registered, and the list in which it says that it has changed. */
  take(number: number, touched: TrackedOrder[] | undefined): void {
    this.number = number;
    this.#touched = touched;
    this.#touch();
  }

  /** What it said was heard. */
  heard(): void {
    this.isTouched = false;
  }

  leave(closeTimeMs: number): void {
    this.sentAfterMs = closeTimeMs;
    this.#touch();
  }

  acknowledge(venueOrderId: string, nowMs: number): void {
    this.venueOrderId = venueOrderId;
    if (Number.isNaN(this.arrivedMs)) this.arrivedMs = nowMs;
    this.#touch();
  }

  explain(reason: string): void {
    this.lastReason = reason || this.lastReason;
    this.#touch();
  }

  fill(quantity: bigint, notional: bigint, tradeId: string): void {
    this.filledQuantity += quantity;
    this.fillCount += 1;
    this.filledNotional += notional;
    // Most have one trade, and need no list.
    if (this.fillCount === 1) this.#trade = tradeId;
    else (this.#furtherTrades ??= []).push(tradeId);
    this.#touch();
  }

  /** Whether the trade was told of it before. */
  hasTrade(tradeId: string): boolean {
    return this.#trade === tradeId || (this.#furtherTrades !== undefined && this.#furtherTrades.includes(tradeId));
  }

  /** Uses up what is set aside, as far as it goes; gives back how much that was. */
  spend(quote: bigint): bigint {
    const used = minimum(this.reserved, quote);
    this.reserved -= used;
    this.#touch();
    return used;
  }

  sellsFor(firedBy: string): void {
    this.firedBy = firedBy;
    this.#touch();
  }

  abandon(goal: Goal): void {
    this.unwanted = goal;
    this.#touch();
  }

  requestCancel(closeTimeMs: number): void {
    if (!this.isCancelRequested) this.cancelSentAfterMs = closeTimeMs;
    this.isCancelRequested = true;
    this.#touch();
  }

  lookedUp(nextLookupMs: number): void {
    this.lookups += 1;
    this.nextLookupMs = nextLookupMs;
    this.#touch();
  }

  /** A new process looks as if for the first time. */
  restartLookups(): void {
    this.lookups = 0;
    this.#touch();
  }

  /** What was meant, which never changes, and what became of it, which begins with its number. */
  save(): Saved {
    const { request, venue, createdMs, levels } = this;
    return [[toSaved(request), venue, createdMs, toSaved(levels)], this.#saveState()];
  }

  /** What became of it alone. */
  saveChanged(): Saved {
    return [null, this.#saveState()];
  }

  #saveState(): Saved {
    const trades = [this.#trade ?? null, ...(this.#furtherTrades ?? [])];
    return [...saveFields(this, FIELDS), saveGoal(this.unwanted), trades];
  }

  /** Of the same request. @throws UnreadableSave */
  restore(state: Saved | undefined): void {
    const what = `order ${this.request.clientOrderId}`;
    const values = savedList(state, what, FIELDS.length + 2);
    restoreFields(this, FIELDS, { saved: values.slice(0, -2), what });
    this.unwanted = restoredGoal(values.at(-2));
    const [trade, ...further] = savedList(values.at(-1), what);
    this.#trade = trade === null ? undefined : savedText(trade, what);
    this.#furtherTrades = further.length === 0 ? undefined : further.map((id) => savedText(id, what));
  }

  /** @throws UnreadableSave */
  static restored(saved: Saved | undefined): TrackedOrder {
    const [meant, state] = savedTuple(saved, 'order', 2);
    const [request, venue, createdMs, levels] = savedTuple(meant, 'order', 4);
    const order = new TrackedOrder(
      savedRecord(request, 'order request') as unknown as OrderRequest,
      savedText(venue, 'order venue'),
      savedNumber(createdMs, 'order time'),
      { reserved: 0n, levels: savedRecord(levels, 'order levels') },
    );
    order.restore(state);
    return order;
  }

  #touch(): void {
    if (this.isTouched || this.#touched === undefined) return;
    this.isTouched = true;
    this.#touched.push(this);
  }
}
