import { minimum } from '../../../domain/decimal.ts';
import { type OrderRequest, type OrderStatus, isTerminal } from '../../../domain/orders/order.ts';
import type { Goal } from './goal.ts';

interface EntryLevels {
  readonly stopPrice?: number;
  readonly targetPrice?: number;
}

/** What an entry has besides what every order has. */
interface EntryOrder {
  /** Quote set aside. */
  readonly reserved: bigint;
  readonly levels: EntryLevels;
}

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
  }

  /** Its place in the run, given when it is registered. */
  take(number: number): void {
    this.number = number;
  }

  leave(closeTimeMs: number): void {
    this.sentAfterMs = closeTimeMs;
  }

  acknowledge(venueOrderId: string, nowMs: number): void {
    this.venueOrderId = venueOrderId;
    if (Number.isNaN(this.arrivedMs)) this.arrivedMs = nowMs;
  }

  explain(reason: string): void {
    this.lastReason = reason || this.lastReason;
  }

  fill(quantity: bigint, notional: bigint, tradeId: string): void {
    this.filledQuantity += quantity;
    this.fillCount += 1;
    this.filledNotional += notional;
    // Most have one trade, and need no list.
    if (this.fillCount === 1) this.#trade = tradeId;
    else (this.#furtherTrades ??= []).push(tradeId);
  }

  /** Whether the trade was told of it before. */
  hasTrade(tradeId: string): boolean {
    return this.#trade === tradeId || (this.#furtherTrades !== undefined && this.#furtherTrades.includes(tradeId));
  }

  /** Uses up what is set aside, as far as it goes; gives back how much that was. */
  spend(quote: bigint): bigint {
    const used = minimum(this.reserved, quote);
    this.reserved -= used;
    return used;
  }

  sellsFor(firedBy: string): void {
    this.firedBy = firedBy;
  }

  abandon(goal: Goal): void {
    this.unwanted = goal;
  }

  requestCancel(closeTimeMs: number): void {
    if (!this.isCancelRequested) this.cancelSentAfterMs = closeTimeMs;
    this.isCancelRequested = true;
  }

  lookedUp(nextLookupMs: number): void {
    this.lookups += 1;
    this.nextLookupMs = nextLookupMs;
  }

  /** A new process looks as if for the first time. */
  restartLookups(): void {
    this.lookups = 0;
  }
}
