/** Remembers which order an idempotency key produced, for as long as it lives. */
export class IdempotencyKeys {
  readonly #ttlMs: number;
  /** Insertion order is expiry order: every key lives equally long. */
  readonly #orders = new Map<string, { readonly clientOrderId: string; readonly expiresMs: number }>();

  constructor(ttlMs: number) {
    this.#ttlMs = ttlMs;
  }

  /** The order that this key already produced. */
  find(key: string, nowMs: number): string | undefined {
    const found = this.#orders.get(key);
    return found && found.expiresMs > nowMs ? found.clientOrderId : undefined;
  }

  /** Frees the key of an order that is proven never to have existed. */
  forget(clientOrderId: string): void {
    for (const [key, order] of this.#orders) if (order.clientOrderId === clientOrderId) this.#orders.delete(key);
  }

  remember(key: string, clientOrderId: string, nowMs: number): void {
    for (const [oldest, { expiresMs }] of this.#orders) {
      if (expiresMs > nowMs) break;
      this.#orders.delete(oldest);
    }
    this.#orders.set(key, { clientOrderId, expiresMs: nowMs + this.#ttlMs });
  }
}
