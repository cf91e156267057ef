import type { Clock } from '../../ports/index.ts';
import type { Budget } from '../writer/budget.ts';
import type { Writer } from '../writer/writer.ts';

/** Items between two looks at the clock, where nothing was written to the disk: 32, asked for by their lowest bits. */
const LOOK_MASK = 31;

/** The time that one round may take. A flush can take longer than a thousand candles, so each is followed by a look. */
export class RoundBudget implements Budget {
  readonly #clock: Clock;
  readonly #writer: Pick<Writer, 'flushes'>;
  readonly #limitMs: number;
  #startedMs = 0;
  #flushes = 0;

  constructor(clock: Clock, writer: Pick<Writer, 'flushes'>, limitMs: number) {
    this.#clock = clock;
    this.#writer = writer;
    this.#limitMs = limitMs;
  }

  begin(startedMs: number): void {
    this.#startedMs = startedMs;
    this.#flushes = this.#writer.flushes;
  }

  isSpent(items: number): boolean {
    const { flushes } = this.#writer;
    if (flushes === this.#flushes && (items & LOOK_MASK) !== 0) return false;
    this.#flushes = flushes;
    return this.#clock.monotonicMs() - this.#startedMs >= this.#limitMs;
  }
}
