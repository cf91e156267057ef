/** How often a bot that crashed is started again, and when. */
export interface Restart {
  readonly waitMs: number;
  /** This one and those of the last hour. */
  readonly count: number;
}

const WINDOW_MS = 3_600_000;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

export class RestartPolicy {
  readonly limit: number;
  #restartsMs: number[] = [];

  /** At most `limit` restarts in any hour. */
  constructor(limit: number) {
    this.limit = limit;
  }

  /** `undefined` when that was one crash too many. Each further restart of the hour waits twice as long. */
  next(nowMs: number): Restart | undefined {
    this.#restartsMs = this.#restartsMs.filter((timeMs) => nowMs - timeMs < WINDOW_MS);
    if (this.#restartsMs.length >= this.limit) return undefined;
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** this.#restartsMs.length, LONGEST_WAIT_MS);
    this.#restartsMs.push(nowMs);
    return { waitMs, count: this.#restartsMs.length };
  }
}
