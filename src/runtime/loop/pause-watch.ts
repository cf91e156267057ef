import type { Clock } from '../../ports/index.ts';

/** Longer than any round and any sleep of ours takes by itself. */
const LIMIT_MS = 5000;

/**
 * Notices that the process stood still, whatever made it: stopped by a signal, suspended with its machine, or waiting
 * for a disk. The monotonic clock tells of the first and the last, the wall clock of a suspended machine, whose
 * monotonic clock stands still as well.
 */
export class PauseWatch {
  /** Of the machine, not of a market. */
  readonly #clock: Pick<Clock, 'nowMs' | 'monotonicMs'>;
  #lookedMs: number;
  #lookedWallMs: number;
  /** When the next look is due; infinite while nobody knows when there will be work. */
  #dueMs = Number.POSITIVE_INFINITY;
  #busyMs = 0;

  constructor(clock: Pick<Clock, 'nowMs' | 'monotonicMs'>) {
    this.#clock = clock;
    this.#lookedMs = clock.monotonicMs();
    this.#lookedWallMs = clock.nowMs();
  }

  /** Before anything else is done: for how long the process stood still since the last look, 0 if it did not. */
  look(): number {
    const nowMs = this.#clock.monotonicMs();
    const wallMs = this.#clock.nowMs();
    const asleepMs = wallMs - this.#lookedWallMs - (nowMs - this.#lookedMs);
    const pausedMs = Math.max(nowMs - this.#dueMs, this.#busyMs, asleepMs);
    this.#lookedMs = nowMs;
    this.#lookedWallMs = wallMs;
    this.#busyMs = 0;
    this.#dueMs = Number.POSITIVE_INFINITY;
    return pausedMs > LIMIT_MS ? pausedMs : 0;
  }

  /** After everything is done: when the next look will be, `undefined` when that is up to others. */
  rest(waitMs: number | undefined): void {
    const nowMs = this.#clock.monotonicMs();
    this.#busyMs = nowMs - this.#lookedMs;
    this.#dueMs = waitMs === undefined ? Number.POSITIVE_INFINITY : nowMs + waitMs;
  }
}
