import { type CandleClosed, type Command, type EngineEvent, assert } from '../../domain/index.ts';
import { encodeSaved } from '../../domain/saved.ts';
import { type Engine, FOLD_VERSION } from '../../core/engine/index.ts';
import type { Journal, ReportEvent } from '../../ports/index.ts';
import { type Budget, UNLIMITED } from './budget.ts';
import { hashCommands } from './commands-hash.ts';
import type { Dispatcher } from './dispatcher.ts';
import { DurableMark } from './durable-mark.ts';
import { type EntryCursor, createEntryCursor } from './entry-cursor.ts';
import { Inbox, type OperatorRequest } from './inbox.ts';
import { Outbox } from './outbox.ts';
import type { Quarantine } from './quarantine.ts';

export interface WriterTiming {
  monotonicMs(): number;
  /** A closed candle, from being taken to the commands being ready. */
  decided(durationMs: number): void;
  /** Orders, from being decided to being handed over, their intent durable. */
  handedOver(durationMs: number): void;
}

export interface WriterOptions {
  readonly engine: Engine;
  /** Absent in a backtest. */
  readonly journal?: Journal;
  readonly dispatcher: Dispatcher;
  /** Where reports arrive; its own by default. */
  readonly inbox?: Inbox;
  /** Told which entry is at hand; shared with whoever records what the engine does. */
  readonly cursor?: EntryCursor;
  /** Told how long decisions and hand-overs took; asked for the time only when present. */
  readonly timing?: WriterTiming;
  /** Runs a flush and deals with its failure; plain by default. */
  readonly guardFlush?: FlushGuard;
  /** Whether what is decided is journaled with each entry, so that a start need not decide it again. */
  readonly keepsFacts?: boolean;
  /** Where entries are known that broke the engine; absent where no process comes after this one. */
  readonly quarantine?: Quarantine;
  /** After each entry was applied, before its commands are dispatched. */
  readonly onApplied?: (sequence: number) => void;
}

/** Runs a flush, more than once where that helps; the answer is the highest durable sequence. */
export type FlushGuard = (flush: () => number | Promise<number>) => number | Promise<number>;

/**
 * The single writer. One event at a time: stamp, journal, apply, seal, hand to the outbox. No order leaves before the
 * entry that caused it would survive a power cut; while one waits for that, only operators are listened to.
 */
export class Writer {
  readonly #engine: Engine;
  readonly #journal: Journal | undefined;
  readonly #inbox: Inbox;
  readonly #outbox: Outbox;
  readonly #mark: DurableMark;
  #isHandling = false;
  /** Reused: engine and journal copy what they keep. */
  readonly #entry: { sequence: number; timeMs: number; event: EngineEvent };
  readonly #cursor: EntryCursor;
  readonly #onApplied: ((sequence: number) => void) | undefined;
  readonly #timing: WriterTiming | undefined;
  readonly #keepsFacts: boolean;
  readonly #quarantine: Quarantine | undefined;
  /** Handled, and not durable yet. */
  #receipts: { readonly sequence: number; readonly request: OperatorRequest }[] = [];
  #closed: { readonly reason: unknown } | undefined;

  constructor({ engine, journal, dispatcher, inbox, cursor, ...options }: WriterOptions) {
    const { onApplied, guardFlush, timing, keepsFacts, quarantine } = options;
    this.#engine = engine;
    this.#journal = journal;
    this.#inbox = inbox ?? new Inbox();
    this.#outbox = new Outbox(dispatcher, timing && (() => timing.monotonicMs()));
    this.#mark = new DurableMark({
      head: () => this.#entry.sequence,
      flush: flushOf(this.#journal, guardFlush) ?? (() => this.#entry.sequence),
      onDurable: (sequence) => this.#reached(sequence),
      onFree: () => this.#inbox.wake(),
    });
    const event: EngineEvent = { type: 'timerFired', clockDriftMs: 0 };
    this.#cursor = cursor ?? createEntryCursor();
    this.#onApplied = onApplied;
    this.#timing = timing;
    this.#quarantine = quarantine;
    this.#keepsFacts = keepsFacts === true && journal !== undefined;
    if (this.#keepsFacts) engine.recordFacts();
    this.#entry = { sequence: journal?.head ?? 0, timeMs: 0, event };
  }

  /** Sequence of the latest entry. */
  get sequence(): number {
    return this.#entry.sequence;
  }

  /** Time of the latest entry. */
  get timeMs(): number {
    return this.#entry.timeMs;
  }

  /** Reports wait to be drained. */
  get hasQueued(): boolean {
    return this.#inbox.hasEvents;
  }

  /** Neither a report waits nor the journal is waited for. */
  get isQuiet(): boolean {
    return !this.#inbox.hasEvents && !this.#mark.isWaiting;
  }

  /** Something in the inbox could be handled. */
  get hasWork(): boolean {
    return this.#inbox.hasRequests || (this.#inbox.hasEvents && this.#outbox.isEmpty);
  }

  /** The journal has not answered yet: an order may be held back, and market time must not pass it. */
  get isWaiting(): boolean {
    return this.#mark.isWaiting;
  }

  /** How many flushes were begun. */
  get flushes(): number {
    return this.#mark.flushes;
  }

  /** Resolves when the journal is not waited for; rejects when it failed. */
  settled(): Promise<void> {
    return this.#mark.settled();
  }

  /** Called when there is something in the inbox, and when the journal has answered. */
  listen(listener: () => void): void {
    this.#inbox.listen(listener);
  }

  /** Queues an event; never applies it at once. */
  get report(): ReportEvent {
    return this.#inbox.push;
  }

  /** Queues an operator's action, which acts in the next round; resolves when it is durable. */
  submit(event: EngineEvent): Promise<{ readonly sequence: number }> {
    const { promise, resolve, reject } = Promise.withResolvers<{ readonly sequence: number }>();
    if (this.#closed) reject(this.#closed.reason);
    else this.#inbox.request({ event, resolve, reject });
    return promise;
  }

  /** Takes one event through the whole path. */
  handle(event: EngineEvent, timeMs: number): void {
    assert(!this.#isHandling, 'one event at a time: report what happens while another is handled');
    // A candle that a restart walks again from its open has been partly told: time stands still until it is past that.
    if (timeMs > this.#entry.timeMs) this.#entry.timeMs = timeMs;
    // Whoever reads the journal is told that decisions stand in it by whoever writes them.
    const isFolded = this.#keepsFacts && event.type === 'runStarted';
    this.#take(isFolded ? { ...event, foldVersion: FOLD_VERSION } : event);
  }

  /** The same with a candle, at its close. Hot: its time, handed over, would be an object of its own for every candle. */
  handleCandle(candle: CandleClosed, intervalMs: number): void {
    assert(!this.#isHandling, 'one event at a time: report what happens while another is handled');
    const closeTimeMs = candle.openTimeMs + intervalMs;
    if (closeTimeMs > this.#entry.timeMs) this.#entry.timeMs = closeTimeMs;
    this.#take(candle);
  }

  #take(event: EngineEvent): void {
    this.#mark.check();
    this.#isHandling = true;
    const entry = this.#entry;
    entry.sequence += 1;
    entry.event = this.#quarantine ? (this.#quarantine.inPlaceOf(event, entry.timeMs) ?? event) : event;
    this.#cursor.sequence = entry.sequence;
    this.#cursor.timeMs = entry.timeMs;
    try {
      const startedMs = this.#timing?.monotonicMs() ?? 0;
      this.#append();
      const commands = this.#quarantine ? this.#applyWatched(this.#quarantine) : this.#engine.apply(entry);
      if (this.#timing && event.type === 'candleClosed') this.#timing.decided(this.#timing.monotonicMs() - startedMs);
      this.#onApplied?.(entry.sequence);
      if (this.#journal) this.#seal(this.#journal, commands);
      if (commands.length > 0) this.#answer(commands);
    } finally {
      this.#isHandling = false;
    }
  }

  #applyWatched(quarantine: Quarantine): readonly Command[] {
    try {
      return this.#engine.apply(this.#entry);
    } catch (error) {
      quarantine.broke(this.#entry.event, this.#entry.timeMs, error);
      throw error;
    }
  }

  /** Handles what operators asked for, whatever else waits. */
  act(timeMs: number): void {
    this.#mark.check();
    for (let request = this.#inbox.peekRequest(); request; request = this.#inbox.peekRequest()) {
      this.handle(request.event, timeMs);
      this.#inbox.dropRequest();
      this.#receipts.push({ sequence: this.#entry.sequence, request });
    }
  }

  /** Handles everything that was reported, including what that leads to, as far as the budget goes and no order waits. */
  drain(timeMs: number, budget: Budget = UNLIMITED): void {
    this.#mark.check();
    for (let items = 1; this.#outbox.isEmpty; items += 1) {
      const event = this.#inbox.peekEvent();
      if (event === undefined) return;
      const { sequence } = this.#entry;
      try {
        this.handle(event, timeMs);
      } finally {
        // What storage did not take was never there, so it is still to be told: it may be a fill.
        if (this.#entry.sequence !== sequence) this.#inbox.dropEvent();
      }
      if (budget.isSpent(items)) return;
    }
  }

  /** Makes everything handled so far durable; on return only where the journal answers at once. */
  flush(): void {
    this.#mark.flush();
  }

  /** Takes no more actions; those that wait are told why. */
  close(reason: unknown): void {
    this.#closed ??= { reason };
    for (const { request } of this.#receipts.splice(0)) request.reject(reason);
    for (let request = this.#inbox.peekRequest(); request; request = this.#inbox.peekRequest()) {
      request.reject(reason);
      this.#inbox.dropRequest();
    }
  }

  /** An entry that storage does not take was never there: its sequence is free again, the caller may retry. */
  #append(): void {
    if (!this.#journal) return;
    try {
      this.#journal.append(this.#entry);
    } catch (failure) {
      this.#entry.sequence -= 1;
      throw failure;
    }
  }

  /** The entry, what was decided on it and the hash of its commands are one unit. */
  #seal(journal: Journal, commands: readonly Command[]): void {
    const facts = this.#keepsFacts ? this.#engine.takeFacts() : undefined;
    if (commands.length === 0 && facts === undefined) return;
    journal.seal(this.#entry.sequence, {
      commandsHash: commands.length > 0 ? hashCommands(commands) : undefined,
      facts: facts && encodeSaved(facts),
    });
  }

  #answer(commands: readonly Command[]): void {
    const hasOrder = commands.some((command) => command.type === 'submitOrder');
    const sinceMs = hasOrder ? this.#timing?.monotonicMs() : undefined;
    let after = 0;
    // Cancels, levels and look-ups may be repeated; an order may not, so its intent is durable before it leaves.
    if (this.#journal && hasOrder) {
      after = this.#entry.sequence;
      this.flush();
    }
    const onHandedOver = sinceMs === undefined ? undefined : this.#timed(sinceMs);
    this.#outbox.send({ commands, after, onHandedOver, sinceMs });
  }

  #timed(startedMs: number): () => void {
    return () => this.#timing?.handedOver(this.#timing.monotonicMs() - startedMs);
  }

  #reached(durable: number): void {
    this.#outbox.release(durable);
    if (this.#receipts.length === 0) return;
    const waiting = this.#receipts;
    this.#receipts = waiting.filter(({ sequence }) => sequence > durable);
    for (const { sequence, request } of waiting) if (sequence <= durable) request.resolve({ sequence });
  }
}

function flushOf(
  journal: Journal | undefined,
  guard: FlushGuard | undefined,
): (() => number | Promise<number>) | undefined {
  if (!journal) return undefined;
  const flush = (): number | Promise<number> => journal.flush();
  return guard ? () => guard(flush) : flush;
}
