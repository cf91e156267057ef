import type { Examination } from '../../adapters/storage/index.ts';
import type { Result } from '../../domain/index.ts';
import type { StorageFailure, StorageFailureCode } from '../../ports/index.ts';

export interface IntegrityWatchOptions {
  /** A look at everything, in steps. */
  readonly examine: () => Generator<undefined, Result<Examination, StorageFailure>>;
  /** Told once, of the first damage that is found. */
  readonly onDamage: (cause: string) => void;
  /** Told of files beside it that trading does not need. */
  readonly onArchives: (problems: readonly string[]) => void;
  /** Calls it back after so many milliseconds; what it returns calls that off. */
  readonly later: (next: () => void, delayMs: number) => () => void;
}

/** A start has looked at what it needs, and is not held up by the rest. */
const FIRST_MS = 10_000;
const AGAIN_MS = 6 * 60 * 60_000;
/** Between two steps, each of a thousand rows: a long database is read beside the trading, not instead of it. */
const STEP_MS = 10;

/** States of the database itself; one that cannot be read just then is looked at again the next time. */
const DAMAGE: ReadonlySet<StorageFailureCode> = new Set(['corrupt', 'mismatch', 'notADatabase']);

/** Holds the database of a running bot against its own hashes, from end to end, again and again. */
export class IntegrityWatch {
  readonly #options: IntegrityWatchOptions;
  #steps: Generator<undefined, Result<Examination, StorageFailure>> | undefined;
  #callOff: () => void;
  /** What is damaged; `undefined` while everything is what was written. */
  damage: string | undefined;

  constructor(options: IntegrityWatchOptions) {
    this.#options = options;
    this.#callOff = options.later(() => this.#step(), FIRST_MS);
  }

  stop(): void {
    this.#callOff();
    this.#steps?.return(undefined as never);
    this.#steps = undefined;
  }

  #step(): void {
    this.#steps ??= this.#options.examine();
    const step = this.#steps.next();
    if (step.done === true) {
      this.#steps = undefined;
      this.#judge(step.value);
    }
    if (this.damage !== undefined) return;
    this.#callOff = this.#options.later(() => this.#step(), step.done === true ? AGAIN_MS : STEP_MS);
  }

  #judge(examined: Result<Examination, StorageFailure>): void {
    const damage = examined.ok ? examined.value.damage : [];
    this.#options.onArchives(damage.filter(({ part }) => part === 'archive').map(({ message }) => message));
    const found = examined.ok
      ? damage.filter(({ part }) => part !== 'archive').map(({ message }) => message)
      : DAMAGE.has(examined.error.code)
        ? [examined.error.message]
        : [];
    if (found.length === 0) return;
    this.damage = `the database is damaged, cab maintenance integrity shows how: ${found.join('; ')}`;
    this.#options.onDamage(this.damage);
  }
}

/** Timers that do not keep the process up. */
export function laterByTimer(next: () => void, delayMs: number): () => void {
  const timer = setTimeout(next, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
}
