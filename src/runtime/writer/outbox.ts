import type { Command } from '../../domain/index.ts';
import type { Dispatcher } from './dispatcher.ts';

export interface Answer {
  readonly commands: readonly Command[];
  /** Sequence that must be durable before they leave; 0 when they may leave at any time. */
  readonly after: number;
  /** When it was decided, where it is an order and somebody keeps the time; now unless told. */
  readonly sinceMs?: number | undefined;
  /** Called once they were carried out. */
  readonly onHandedOver?: (() => void) | undefined;
}

type HeldAnswer = Answer & { readonly sinceMs: number };

/**
 * Answers on their way out. What holds an order leaves once the entry that led to it would survive a power cut, and
 * nothing that came later leaves before it.
 */
export class Outbox {
  readonly #dispatcher: Dispatcher;
  readonly #monotonicMs: () => number;
  readonly #held: HeldAnswer[] = [];
  #durable = 0;

  constructor(dispatcher: Dispatcher, monotonicMs: () => number = () => 0) {
    this.#dispatcher = dispatcher;
    this.#monotonicMs = monotonicMs;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** Carries the answer out at once where it may leave, otherwise keeps a copy: the engine reuses its list. */
  send(answer: Answer): void {
    const { after, sinceMs } = answer;
    // A journal that answers at once may take its time over that.
    if (this.isEmpty && after <= this.#durable)
      this.#handOver(answer, sinceMs === undefined ? 0 : this.#monotonicMs() - sinceMs);
    else this.#held.push({ ...answer, commands: [...answer.commands], sinceMs: sinceMs ?? this.#monotonicMs() });
  }

  /** Everything up to `durable` would survive a power cut; what waited for that leaves. */
  release(durable: number): void {
    this.#durable = durable;
    for (let next = this.#held[0]; next && next.after <= durable; next = this.#held[0]) {
      this.#held.shift();
      this.#handOver(next, this.#monotonicMs() - next.sinceMs);
    }
  }

  #handOver({ commands, onHandedOver }: Answer, waitedMs: number): void {
    this.#dispatcher.dispatch(commands, waitedMs);
    onHandedOver?.();
  }
}
