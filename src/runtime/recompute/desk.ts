import { type Result, err } from '../../domain/index.ts';
import type { RecomputeRefusal } from './told.ts';

/** Work that was begun elsewhere. */
export interface Begun<Answer> {
  readonly answer: Promise<Answer>;
  /** Ends it; resolves when nothing of it runs any more. */
  end(): Promise<void>;
}

export interface DeskOptions<Task, Answer> {
  readonly begin: (task: Task) => Begun<Result<Answer, RecomputeRefusal>>;
  /** How many wait at most while one is at work. */
  readonly mostWaiting: number;
  /** Calls it back after so many milliseconds; what it returns calls that off. */
  readonly later: (next: () => void, delayMs: number) => () => void;
}

export interface Asked {
  /** Whoever asked has gone: it is not worked on any more. */
  readonly signal?: AbortSignal | undefined;
  /** From being asked for to being answered. */
  readonly deadlineMs: number;
}

type Outcome<Answer> = Result<Answer, RecomputeRefusal>;

interface Waiting<Task, Answer> {
  readonly task: Task;
  readonly settle: (outcome: Outcome<Answer>) => void;
  /** Whether it was answered otherwise: gone, or too late. */
  isSettled: boolean;
}

interface AtWork<Task, Answer> {
  readonly asked: Waiting<Task, Answer>;
  readonly begun: Begun<Outcome<Answer>>;
}

const RETRY_AFTER_SEC = 5;

/** One recomputation at a time; a few wait, the rest are told to come again. Nothing outlives whoever asked for it. */
export class RecomputeDesk<Task, Answer> {
  readonly #options: DeskOptions<Task, Answer>;
  readonly #waiting: Waiting<Task, Answer>[] = [];
  #current: AtWork<Task, Answer> | undefined;
  /** Ends with the work that was ended last: no two are ever at work. */
  #ending: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: DeskOptions<Task, Answer>) {
    this.#options = options;
  }

  ask(task: Task, { signal, deadlineMs }: Asked): Promise<Outcome<Answer>> {
    const { later, mostWaiting } = this.#options;
    if (signal?.aborted === true || this.#isClosed) return Promise.resolve(err(GONE));
    if (this.#isBusy && this.#waiting.length >= mostWaiting) return Promise.resolve(err(busy(mostWaiting)));
    const { promise, resolve } = Promise.withResolvers<Outcome<Answer>>();
    const asked: Waiting<Task, Answer> = { task, settle: (outcome) => settle(outcome), isSettled: false };
    const leave = (refusal: RecomputeRefusal) => (): void => settle(err(refusal), true);
    const callOff = later(leave(tooLong(deadlineMs)), deadlineMs);
    const gone = leave(GONE);
    const settle = (outcome: Outcome<Answer>, isLeft = false): void => {
      if (asked.isSettled) return;
      asked.isSettled = true;
      callOff();
      signal?.removeEventListener('abort', gone);
      resolve(outcome);
      if (isLeft) this.#left(asked);
    };
    signal?.addEventListener('abort', gone, { once: true });
    this.#waiting.push(asked);
    this.#next();
    return promise;
  }

  /** Ends what is at work; whoever waits is told. Resolves when nothing runs any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const asked of this.#waiting.splice(0)) asked.settle(err(GONE));
    const asked = this.#current?.asked;
    asked?.settle(err(GONE));
    if (asked) this.#left(asked);
    await this.#ending;
  }

  get #isBusy(): boolean {
    return this.#current !== undefined || this.#ending !== undefined;
  }

  #left(asked: Waiting<Task, Answer>): void {
    const at = this.#waiting.indexOf(asked);
    if (at >= 0) this.#waiting.splice(at, 1);
    if (this.#current?.asked === asked) this.#finish(this.#current.begun);
  }

  /** The next one begins when nothing of this one runs any more. */
  #finish(begun: Begun<Outcome<Answer>>): void {
    this.#current = undefined;
    this.#ending = begun.end().finally(() => {
      this.#ending = undefined;
      this.#next();
    });
  }

  #next(): void {
    if (this.#isBusy) return;
    const asked = this.#waiting.shift();
    if (!asked) return;
    const begun = this.#options.begin(asked.task);
    const current = { asked, begun };
    this.#current = current;
    void this.#hear(current);
  }

  async #hear(current: AtWork<Task, Answer>): Promise<void> {
    current.asked.settle(await current.begun.answer);
    if (this.#current === current) this.#finish(current.begun);
  }
}

const GONE: RecomputeRefusal = { code: 'gone', message: 'nobody waits for it any more' };

function busy(waiting: number): RecomputeRefusal {
  const message = `one recomputation is at work and ${waiting} wait: each takes a part of the journal`;
  return { code: 'busy', message, retryAfterSec: RETRY_AFTER_SEC };
}

function tooLong(deadlineMs: number): RecomputeRefusal {
  const message = `it was not done within ${Math.round(deadlineMs / 1000)} s, and was ended`;
  return { code: 'tookTooLong', message, retryAfterSec: RETRY_AFTER_SEC };
}
