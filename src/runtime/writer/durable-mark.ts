import { assert } from '../../domain/index.ts';

export interface DurableMarkOptions {
  /** Highest sequence there is to make durable. */
  readonly head: () => number;
  readonly flush: () => number | Promise<number>;
  /** Everything up to there would survive a power cut. */
  readonly onDurable: (sequence: number) => void;
  /** A flush that had to be waited for is over, well or not. */
  readonly onFree: () => void;
}

/** How far the journal is durable. Flushes go one at a time: what is wanted meanwhile shares the next one. */
export class DurableMark {
  readonly #options: DurableMarkOptions;
  #isWaiting = false;
  #isWanted = false;
  #failure: { readonly reason: unknown } | undefined;
  #settling: PromiseWithResolvers<void> | undefined;
  #flushes = 0;

  constructor(options: DurableMarkOptions) {
    this.#options = options;
  }

  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** How many flushes were begun. */
  get flushes(): number {
    return this.#flushes;
  }

  /** @throws what a flush failed with: nothing may go on after that. */
  check(): void {
    if (this.#failure) throw this.#failure.reason;
  }

  /** Resolves when no flush is waited for; rejects when one failed. */
  async settled(): Promise<void> {
    this.check();
    if (!this.#isWaiting) return;
    this.#settling ??= Promise.withResolvers();
    await this.#settling.promise;
  }

  /** Makes everything so far durable; in this call where the journal answers at once. */
  flush(): void {
    this.check();
    if (this.#isWaiting) {
      this.#isWanted = true;
      return;
    }
    const head = this.#options.head();
    this.#flushes += 1;
    try {
      const answer = this.#options.flush();
      if (typeof answer === 'number') this.#reach(answer, head);
      else void this.#wait(answer, head);
    } catch (failure) {
      this.#failure = { reason: failure };
      throw failure;
    }
  }

  /** Never rejects: what goes wrong is told to whoever goes on. */
  async #wait(answer: Promise<number>, head: number): Promise<void> {
    this.#isWaiting = true;
    try {
      const durable = await answer;
      this.#isWaiting = false;
      this.#reach(durable, head);
      this.#goOn();
    } catch (failure) {
      this.#fail(failure);
    }
  }

  #reach(durable: number, head: number): void {
    assert(durable >= head, () => `a flush must reach entry ${head}, value was ${durable}`);
    this.#options.onDurable(durable);
  }

  #goOn(): void {
    if (this.#isWanted) {
      this.#isWanted = false;
      this.flush();
    }
    if (this.#isWaiting) return;
    this.#settling?.resolve();
    this.#settling = undefined;
    this.#options.onFree();
  }

  #fail(failure: unknown): void {
    this.#failure = { reason: failure };
    this.#isWaiting = false;
    this.#settling?.reject(failure);
    this.#options.onFree();
  }
}
