/** Shuts addresses out that keep guessing the token. */
import { isIPv6 } from 'node:net';
import type { Clock } from '../../../ports/index.ts';

const FAILURES = 10;
const WINDOW_MS = 60_000;
const LOCK_MS = 15 * 60_000;
/** More addresses than this are not remembered; the ones heard of longest ago are forgotten. */
const MAX_ADDRESSES = 10_000;

interface Attempts {
  /** When the latest failures happened, oldest first. */
  readonly failuresMs: number[];
  lockedUntilMs: number;
}

export class Lockout {
  readonly #clock: Clock;
  readonly #records = new Map<string, Attempts>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds that the address stays locked, 0 when it is not. */
  remainingMs(address: string): number {
    const record = this.#records.get(groupOf(address));
    return record ? Math.max(0, record.lockedUntilMs - this.#clock.monotonicMs()) : 0;
  }

  fail(address: string): void {
    const nowMs = this.#clock.monotonicMs();
    const group = groupOf(address);
    const record = this.#records.get(group) ?? { failuresMs: [], lockedUntilMs: Number.NEGATIVE_INFINITY };
    this.#records.delete(group);
    this.#records.set(group, record);
    while ((record.failuresMs[0] ?? nowMs) <= nowMs - WINDOW_MS) record.failuresMs.shift();
    record.failuresMs.push(nowMs);
    if (record.failuresMs.length >= FAILURES) {
      record.lockedUntilMs = nowMs + LOCK_MS;
      record.failuresMs.length = 0;
    }
    if (this.#records.size > MAX_ADDRESSES) this.#forgetOldest();
  }

  #forgetOldest(): void {
    for (const oldest of this.#records.keys()) {
      this.#records.delete(oldest);
      return;
    }
  }
}

/** One customer of a provider has a whole /64 of IPv6 addresses to guess from. */
function groupOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::')) return address;
  return address.split(':').slice(0, 4).join(':');
}
