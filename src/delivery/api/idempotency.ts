/** The same `Idempotency-Key` gives the same answer: what was asked once is carried out once. */
import { createHash } from 'node:crypto';
import { formatDecimal } from '../../domain/index.ts';
import { ApiError } from './api-error.ts';

const MAX_KEYS = 10_000;

interface Kept {
  readonly fingerprint: string;
  readonly answer: Promise<unknown>;
}

export class Idempotency {
  readonly #kept = new Map<string, Kept>();

  /**
   * Runs `act` unless the key was seen. The engine remembers keys as well: after a restart a repeated action is
   * acknowledged anew, and changes nothing.
   * @throws ApiError 422 when the key was used for something else.
   */
  once<Answer>(key: string | undefined, asked: unknown, act: () => Promise<Answer>): Promise<Answer> {
    if (key === undefined) return act();
    const fingerprint = createHash('sha256').update(JSON.stringify(asked, exactly)).digest('base64');
    const kept = this.#kept.get(key);
    if (kept) {
      if (kept.fingerprint === fingerprint) return kept.answer as Promise<Answer>;
      throw new ApiError(
        422,
        'idempotencyKeyReused',
        'This Idempotency-Key was used for a different request.',
        'use a new key for each action; repeat a key only to repeat the same request',
      );
    }
    const answer = act();
    this.#kept.set(key, { fingerprint, answer });
    // What failed may be tried again under its key.
    answer.catch(() => this.#kept.delete(key));
    if (this.#kept.size > MAX_KEYS) this.#forgetOldest();
    return answer;
  }

  #forgetOldest(): void {
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      return;
    }
  }
}

function exactly(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? formatDecimal(value) : value;
}
