import type { Command } from '../../domain/index.ts';
import type { Dispatcher } from './dispatcher.ts';

export interface Answer {
  readonly commands: readonly Command[];
  /** Sequence that must be durable before they leave; 0 when they may leave at any time. */
  readonly after: number;
  /** Called once they were carried out. */
  readonly onHandedOver?: (() => void) | undefined;
}

/**
 * Answers on their way out. What holds an order leaves once the entry that led to it would survive a power cut, and
 * nothing that came later leaves before it.
 */
export class Outbox {
  readonly #dispatcher: Dispatcher;
  readonly #held: Answer[] = [];
  #durable = 0;

  constructor(dispatcher: Dispatcher) {
    this.#dispatcher = dispatcher;
  }

  get isEmpty(): boolean {
    return this.#held.length === 0;
  }

  /** Carries the answer out at once where it may leave, otherwise keeps a copy: the engine reuses its list. */
  send(answer: Answer): void {
    if (this.isEmpty && answer.after <= this.#durable) this.#handOver(answer);
    else this.#held.push({ ...answer, commands: [...answer.commands] });
  }

  /** Everything up to `durable` would survive a power cut; what waited for that leaves. */
  release(durable: number): void {
    this.#durable = durable;
    for (let next = this.#held[0]; next && next.after <= durable; next = this.#held[0]) {
      this.#held.shift();
      this.#handOver(next);
    }
  }

  #handOver({ commands, onHandedOver }: Answer): void {
    this.#dispatcher.dispatch(commands);
    onHandedOver?.();
  }
}
