import type { JournalEntry } from '../../../domain/events/events.ts';
import type { EntryAnswer, Journal, RecordedEntry } from '../../../ports/journal.ts';
import { seededRandom } from '../../../../test/support/synthetic-candles.ts';
import { MemoryJournal } from '../memory-journal.ts';

/** Calls back in a later turn. */
export type Defer = (answer: () => void) => void;

/** A journal as a server keeps it: it takes everything at once, and what it was given is durable when it says so, later. */
export class LateJournal implements Journal {
  /** What was given to it, durable or not. */
  readonly given = new MemoryJournal();
  /** What the next flushes fail with, in order. */
  readonly failures: Error[] = [];
  /** Flushes that were answered later. */
  answers = 0;
  readonly #defer: Defer;
  #durable = 0;
  #isWritten = true;

  constructor(defer: Defer) {
    this.#defer = defer;
  }

  get head(): number {
    return this.given.head;
  }

  get durable(): number {
    return this.#durable;
  }

  append(entry: JournalEntry): void {
    this.given.append(entry);
    this.#isWritten = false;
  }

  get archived(): number {
    return this.given.archived;
  }

  newestOf(...asked: Parameters<Journal['newestOf']>): Promise<number | undefined> {
    return this.given.newestOf(...asked);
  }

  seal(sequence: number, answer: EntryAnswer): void {
    this.given.seal(sequence, answer);
    this.#isWritten = false;
  }

  flush(): number | Promise<number> {
    if (this.#isWritten) return this.#durable;
    this.#isWritten = true;
    const asked = this.head;
    return new Promise((resolve, reject) => {
      this.#defer(() => {
        this.answers += 1;
        const failure = this.failures.shift();
        if (failure) {
          this.#isWritten = false;
          reject(failure);
          return;
        }
        // Every other answer covers what arrived on the way as well.
        this.#durable = Math.max(this.#durable, this.answers % 2 === 0 ? this.head : asked);
        resolve(this.#durable);
      });
    });
  }

  read(fromSequence: number): AsyncIterable<readonly RecordedEntry[]> {
    return this.given.read(fromSequence);
  }

  pages(fromSequence: number): Iterable<readonly RecordedEntry[]> {
    return this.given.pages(fromSequence);
  }

  async close(): Promise<void> {
    await this.flush();
  }
}

/** Answers after no turn of the event loop, or after several, as the seed says. */
export function seededTurns(seed: number): Defer {
  const random = seededRandom(seed);
  return (answer) => {
    let turns = Math.floor(random() * 4);
    const step = (): void => {
      turns -= 1;
      if (turns < 0) answer();
      else setImmediate(step);
    };
    queueMicrotask(step);
  };
}

/** Answers when it is told to. */
export function onDemand(): { readonly defer: Defer; answer(): void; readonly waiting: (() => void)[] } {
  const waiting: (() => void)[] = [];
  return { defer: (answer) => void waiting.push(answer), answer: () => waiting.shift()?.(), waiting };
}
