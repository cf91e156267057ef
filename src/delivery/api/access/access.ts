/** Decides who may call a route. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { ApiError } from '../api-error.ts';
import type { Lockout } from './lockout.ts';

/** `public`: health and the empty page. `read`: shows what the bot does. `control`: changes what it does. */
export type Scope = 'public' | 'read' | 'control';

export interface AccessOptions {
  readonly apiToken: string | undefined;
  readonly isReadingOpen: boolean;
  readonly lockout: Lockout;
}

const HOW_TO_OPEN =
  'set API_TOKEN (e.g. from "openssl rand -hex 32"), restart, and send "Authorization: Bearer <token>"';
const HOW_TO_SEND = 'send "Authorization: Bearer <token>" with the value of API_TOKEN';

export class Access {
  readonly #options: AccessOptions;
  readonly #digest: Buffer | undefined;

  constructor(options: AccessOptions) {
    this.#options = options;
    this.#digest = options.apiToken === undefined ? undefined : digestOf(options.apiToken);
  }

  get isControlOpen(): boolean {
    return this.#digest !== undefined;
  }

  /** Whether a caller without token is refused on a route of this scope. */
  needsToken(scope: Scope): boolean {
    return scope === 'control' || (scope === 'read' && !this.#options.isReadingOpen);
  }

  /** @throws ApiError when the caller may not. */
  check(scope: Scope, authorization: string | undefined, address: string): void {
    if (!this.needsToken(scope)) return;
    const digest = this.#digest;
    if (!digest) {
      throw new ApiError(403, 'controlClosed', 'This route is closed: no API token is configured.', HOW_TO_OPEN);
    }
    const { lockout } = this.#options;
    // Before the token is looked at: whoever is locked out learns nothing about further guesses.
    const lockedMs = lockout.remainingMs(address);
    if (lockedMs > 0) throw lockedOut(lockedMs);
    const token = /^Bearer +([^\s]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new ApiError(401, 'tokenMissing', 'This route needs the API token.', HOW_TO_SEND);
    // Digests are of equal length, so that the time taken tells nothing about the token, not even its length.
    if (timingSafeEqual(digestOf(token), digest)) return;
    lockout.fail(address);
    throw new ApiError(401, 'tokenWrong', 'That is not the API token.', HOW_TO_SEND);
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function lockedOut(lockedMs: number): ApiError {
  const retryAfterSec = Math.ceil(lockedMs / 1000);
  const minutes = Math.ceil(retryAfterSec / 60);
  const hint = `wait ${minutes} min, or restart the bot; then ${HOW_TO_SEND}`;
  return new ApiError(429, 'lockedOut', 'Too many wrong tokens came from this address.', hint, { retryAfterSec });
}
