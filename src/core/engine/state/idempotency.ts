import { shorten } from '../../../domain/shorten.ts';
import { type Saved, savedList, savedRecord, toSaved } from '../../../domain/saved.ts';
import { formatDecimal } from '../../../domain/decimal.ts';

/** The parts of an idempotency key; spelled out by `renderIdempotencyKey` where people read it. */
export interface IdempotencyKey {
  readonly symbol: string;
  readonly side: string;
  readonly quantity: bigint;
  /** Number of the time bucket. */
  readonly bucket: number;
  readonly decisionId: string;
}

interface Remembered extends IdempotencyKey {
  readonly clientOrderId: string;
  readonly expiresMs: number;
}

/** `symbol:side:size:bucket:decision`, the decision id's first eight characters. */
export function renderIdempotencyKey({ symbol, side, quantity, bucket, decisionId }: IdempotencyKey): string {
  return `${symbol}:${side}:${formatDecimal(quantity)}:${bucket}:${decisionId.slice(0, 8)}`;
}

/** Remembers which order a key produced, for as long as the key lives. */
export class IdempotencyKeys {
  readonly #ttlMs: number;
  /** Ascending in expiry, because every key lives equally long. */
  readonly #remembered: Remembered[] = [];
  /** What was remembered, and the ids that were forgotten, with the entry at hand. */
  readonly latest: (Remembered | string)[] = [];
  #isKept = false;

  constructor(ttlMs: number) {
    this.#ttlMs = ttlMs;
  }

  /** The order that this key already produced. Time never goes back, so nothing of an older bucket can be its duplicate. */
  find(key: IdempotencyKey, nowMs: number): string | undefined {
    const remembered = this.#remembered;
    for (let i = remembered.length - 1; i >= 0; i -= 1) {
      const known = remembered[i] as Remembered;
      if (known.bucket !== key.bucket || known.expiresMs <= nowMs) return undefined;
      if (isSameOrder(known, key)) return known.clientOrderId;
    }
    return undefined;
  }

  remember(key: IdempotencyKey, clientOrderId: string, nowMs: number): void {
    const { symbol, side, quantity, bucket, decisionId } = key;
    const added = { symbol, side, quantity, bucket, decisionId, clientOrderId, expiresMs: nowMs + this.#ttlMs };
    this.#add(added, nowMs);
    if (this.#isKept) this.latest.push(added);
  }

  /** From now on `latest` is kept. */
  keepLatest(): void {
    this.#isKept = true;
  }

  forgetLatest(): void {
    shorten(this.latest, 0);
  }

  /** Frees the key of an order that is proven never to have existed. */
  forget(clientOrderId: string): void {
    const at = this.#remembered.findIndex((known) => known.clientOrderId === clientOrderId);
    if (at < 0) return;
    this.#remembered.splice(at, 1);
    if (this.#isKept) this.latest.push(clientOrderId);
  }

  save(): Saved {
    return toSaved(this.#remembered);
  }

  /** @throws UnreadableSave */
  restore(saved: Saved | undefined): void {
    const list = savedList(saved, 'keys').map((one) => savedRecord(one, 'key') as unknown as Remembered);
    this.#remembered.splice(0, this.#remembered.length, ...list);
  }

  /** What an entry brought, as `latest` was. @throws UnreadableSave */
  takeOver(saved: Saved | undefined, nowMs: number): void {
    for (const one of savedList(saved, 'keys')) {
      if (typeof one === 'string') this.forget(one);
      else this.#add(savedRecord(one, 'key') as unknown as Remembered, nowMs);
    }
  }

  #add(added: Remembered, nowMs: number): void {
    const remembered = this.#remembered;
    remembered.push(added);
    // Keys live for a time, so that this one stays.
    while ((remembered[0] as Remembered).expiresMs <= nowMs) remembered.shift();
  }
}

/** Of keys of one bucket. */
function isSameOrder(a: IdempotencyKey, b: IdempotencyKey): boolean {
  return (
    a.quantity === b.quantity &&
    a.side === b.side &&
    a.symbol === b.symbol &&
    a.decisionId.slice(0, 8) === b.decisionId.slice(0, 8)
  );
}
