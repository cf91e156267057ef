import {
  type Saved,
  restoreFields,
  saveFields,
  savedList,
  savedRecord,
  savedText,
  toSaved,
} from '../../../domain/saved.ts';
import type { Price, Quantity } from '../../../domain/units.ts';
import type { Side } from '../../../domain/orders/order.ts';
import type { TrackedOrder } from './tracked-order.ts';

/** An order as it shall rest: on tick and step. */
export interface WishedOrder {
  readonly side: Side;
  readonly price: Price;
  readonly quantity: Quantity;
  readonly lot: string | undefined;
  readonly timeInForce: 'gtc' | 'postOnly';
  readonly stopPrice: number | undefined;
  readonly targetPrice: number | undefined;
  readonly reason: string;
  readonly tag: string | undefined;
}

const FIELDS = ['filled', 'attempts', 'failures', 'nextTryMs', 'reason', 'code'] as const;

/** One level of a lane: what shall rest there, and the one order that does. */
export class RestingLevel {
  readonly name: string;
  wished: WishedOrder | undefined;
  order: TrackedOrder | undefined;
  /** What the latest order was made for. */
  #madeFor: WishedOrder | undefined;
  /** Of what is wished, filled already. */
  filled = 0n;
  /** Orders of the level that have ended without being asked to: their next ones are decisions of their own. */
  attempts = 0;
  /** The same, of what is wished now. */
  failures = 0;
  /** It is not tried again before. */
  nextTryMs = Number.NEGATIVE_INFINITY;
  /** Why it is not there, and the code of that; empty while it is. */
  reason = '';
  code = '';
  /** Counts changes. */
  revision = 0;

  constructor(name: string) {
    this.name = name;
  }

  /** What is left to buy or sell of what is wished. */
  get remaining(): bigint {
    return this.wished === undefined ? 0n : this.wished.quantity - this.filled;
  }

  /** Whether the order at work is the one that is wished; asked while there is one. */
  get isRight(): boolean {
    return this.wished !== undefined && isSame(this.wished, this.#madeFor);
  }

  save(): Saved {
    const { name, wished, order } = this;
    const orderId = order?.request.clientOrderId ?? null;
    return [name, toSaved(wished), orderId, toSaved(this.#madeFor), ...saveFields(this, FIELDS)];
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined, find: (clientOrderId: string) => TrackedOrder | undefined): void {
    const what = `level ${this.name}`;
    const [, wished, order, madeFor, ...values] = savedList(saved, what, FIELDS.length + 4);
    this.wished = wished === null ? undefined : (savedRecord(wished, what) as unknown as WishedOrder);
    this.order = order === null ? undefined : find(savedText(order, what));
    this.#madeFor = madeFor === null ? undefined : (savedRecord(madeFor, what) as unknown as WishedOrder);
    restoreFields(this, FIELDS, { saved: values, what });
  }

  /** A statement: the same as before leaves the order, what was filled, and what it waits for alone. */
  wish(wished: WishedOrder | undefined): void {
    const isKept = wished !== undefined && isSame(wished, this.wished);
    if (!isKept || isReworded(wished, this.wished as WishedOrder)) this.revision += 1;
    this.wished = wished;
    if (isKept) return;
    this.filled = 0n;
    this.attempts = 0;
    this.failures = 0;
    this.nextTryMs = Number.NEGATIVE_INFINITY;
  }

  /** Not stated any more. */
  forget(): void {
    this.wish(undefined);
    this.found('', '');
  }

  sent(order: TrackedOrder): void {
    this.order = order;
    this.#madeFor = this.wished;
    this.revision += 1;
    this.found('', '');
  }

  /** Whatever was wished before a fill did not know of it. */
  filledBy(quantity: bigint): void {
    this.filled += quantity;
    this.revision += 1;
    if (this.remaining <= 0n) this.wished = undefined;
  }

  ended(): void {
    this.order = undefined;
    this.revision += 1;
  }

  failed(nextTryMs: number): void {
    this.attempts += 1;
    this.revision += 1;
    this.failures += 1;
    this.nextTryMs = nextTryMs;
  }

  /** Why it is not there; says whether that is news. */
  found(code: string, reason: string): boolean {
    const isNews = this.code !== code;
    if (isNews || this.reason !== reason) this.revision += 1;
    this.code = code;
    this.reason = reason;
    return isNews;
  }
}

/** The levels of one lane, in the order of their first statement. */
export class RestingLevels {
  readonly #byName = new Map<string, RestingLevel>();
  /** Of which levels there are, and those of levels that have gone. */
  #changes = 0;

  /** Counts changes. */
  get revision(): number {
    let revision = this.#changes;
    for (const level of this.#byName.values()) revision += level.revision;
    return revision;
  }

  save(): Saved {
    return [...this.#byName.values()].map((level) => level.save());
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined, find: (clientOrderId: string) => TrackedOrder | undefined): void {
    this.#byName.clear();
    for (const one of savedList(saved, 'levels')) {
      const name = savedText(savedList(one, 'level')[0], 'level name');
      const level = new RestingLevel(name);
      level.restore(one, find);
      this.#byName.set(name, level);
    }
  }

  get size(): number {
    return this.#byName.size;
  }

  get all(): Iterable<RestingLevel> {
    return this.#byName.values();
  }

  find(name: string): RestingLevel | undefined {
    return this.#byName.get(name);
  }

  at(name: string): RestingLevel {
    const known = this.#byName.get(name);
    if (known) return known;
    const level = new RestingLevel(name);
    this.#byName.set(name, level);
    this.#changes += 1;
    return level;
  }

  /** Nothing is wished there, and nothing is at work. */
  forget(level: RestingLevel): void {
    this.#byName.delete(level.name);
    this.#changes += level.revision + 1;
  }

  /** Base that orders at work are to sell. */
  get locked(): bigint {
    let locked = 0n;
    for (const { order } of this.#byName.values()) {
      if (order?.request.side === 'sell') locked += order.request.quantity - order.filledQuantity;
    }
    return locked;
  }

  get hasBuys(): boolean {
    for (const { order } of this.#byName.values()) if (order?.request.side === 'buy') return true;
    return false;
  }
}

function isSame(a: WishedOrder, b: WishedOrder | undefined): boolean {
  return (
    b !== undefined &&
    a.side === b.side &&
    a.price === b.price &&
    a.quantity === b.quantity &&
    a.lot === b.lot &&
    a.timeInForce === b.timeInForce
  );
}

/** The same order, of which something else is said or asked. */
function isReworded(a: WishedOrder, b: WishedOrder): boolean {
  return a.stopPrice !== b.stopPrice || a.targetPrice !== b.targetPrice || a.reason !== b.reason || a.tag !== b.tag;
}
