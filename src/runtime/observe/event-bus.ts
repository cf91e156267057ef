/** Notifications inside the process: bounded, asynchronous, never in the way of trading. Nothing money depends on passes here. */

/** What happens when a type's queue is full. `block` refuses the newcomer to its publisher. */
export type OverflowStrategy = 'keepLatest' | 'dropOldest' | 'block';

export interface BusPolicy {
  readonly strategy: OverflowStrategy;
  readonly capacity: number;
}

/** A message that its handlers failed on, or that found no room. */
export interface DeadLetter<Message> {
  readonly type: string;
  readonly message: Message;
  readonly cause: string;
}

export interface BusCounts {
  enqueued: number;
  delivered: number;
  dropped: number;
  deadLettered: number;
}

type Handler<Message> = (message: Message) => void | Promise<void>;

/** Types are checked at `subscribe` and `publish`; inside, a channel carries whatever its type is. */
interface Channel {
  readonly policy: BusPolicy;
  readonly queue: unknown[];
  readonly handlers: Handler<unknown>[];
  readonly counts: BusCounts;
}

export interface EventBusOptions<Messages extends object> {
  readonly policies: { readonly [Type in keyof Messages]: BusPolicy };
  /** Newest kept; 0 keeps none. */
  readonly maxDeadLetters: number;
  /** Runs the delivery later; `setImmediate` in the program. */
  readonly defer: (deliver: () => void) => void;
}

export class EventBus<Messages extends object> {
  readonly #channels = new Map<keyof Messages, Channel>();
  readonly #deadLetters: DeadLetter<unknown>[] = [];
  readonly #maxDeadLetters: number;
  readonly #defer: (deliver: () => void) => void;
  #isScheduled = false;
  #isDelivering = false;

  constructor({ policies, maxDeadLetters, defer }: EventBusOptions<Messages>) {
    this.#maxDeadLetters = maxDeadLetters;
    this.#defer = defer;
    for (const type of Object.keys(policies) as (keyof Messages)[]) {
      const counts = { enqueued: 0, delivered: 0, dropped: 0, deadLettered: 0 };
      this.#channels.set(type, { policy: policies[type], queue: [], handlers: [], counts });
    }
  }

  subscribe<Type extends keyof Messages>(type: Type, handler: Handler<Messages[Type]>): void {
    this.#channel(type).handlers.push(handler as Handler<unknown>);
  }

  /** Queues the message; `false` when a `block` channel is full and the publisher has to wait. */
  publish<Type extends keyof Messages>(type: Type, message: Messages[Type]): boolean {
    const { policy, queue, counts } = this.#channel(type);
    if (queue.length >= policy.capacity) {
      if (policy.strategy === 'block') return false;
      // Keep-latest throws away everything that is older than the newcomer, drop-oldest only what does not fit.
      const dropped = queue.splice(0, policy.strategy === 'keepLatest' ? queue.length : 1);
      counts.dropped += dropped.length;
    }
    queue.push(message);
    counts.enqueued += 1;
    this.#schedule();
    return true;
  }

  counts(type: keyof Messages): Readonly<BusCounts> {
    return this.#channel(type).counts;
  }

  policy(type: keyof Messages): BusPolicy {
    return this.#channel(type).policy;
  }

  types(): (keyof Messages & string)[] {
    return [...this.#channels.keys()] as (keyof Messages & string)[];
  }

  get deadLetters(): readonly DeadLetter<unknown>[] {
    return this.#deadLetters;
  }

  /** Delivers what is queued, in order within a type. */
  async deliver(): Promise<void> {
    this.#isScheduled = false;
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    try {
      for (const [type, channel] of this.#channels) await this.#deliverChannel(String(type), channel);
    } finally {
      this.#isDelivering = false;
    }
    for (const channel of this.#channels.values()) if (channel.queue.length > 0) this.#schedule();
  }

  async #deliverChannel(type: string, { queue, handlers, counts }: Channel): Promise<void> {
    const batch = queue.splice(0, queue.length);
    for (const message of batch) {
      for (const handler of handlers) {
        try {
          await handler(message);
          counts.delivered += 1;
        } catch (error) {
          counts.deadLettered += 1;
          this.#bury({ type, message, cause: error instanceof Error ? error.message : String(error) });
        }
      }
    }
  }

  #bury(letter: DeadLetter<unknown>): void {
    this.#deadLetters.push(letter);
    if (this.#deadLetters.length > this.#maxDeadLetters)
      this.#deadLetters.splice(0, this.#deadLetters.length - this.#maxDeadLetters);
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#defer(() => void this.deliver());
  }

  #channel(type: keyof Messages): Channel {
    const channel = this.#channels.get(type);
    if (!channel)
      throw new RangeError(`bus has no type ${String(type)}; known are ${this.types().map(String).join(', ')}`);
    return channel;
  }
}
