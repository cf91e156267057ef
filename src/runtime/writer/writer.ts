import { type Command, type EngineEvent, assert } from '../../domain/index.ts';
import type { Engine } from '../../core/engine/index.ts';
import type { Journal } from '../../ports/index.ts';
import { hashCommands } from './commands-hash.ts';
import type { Dispatcher } from './dispatcher.ts';
import { type EntryCursor, createEntryCursor } from './entry-cursor.ts';

/** Reports waiting for the writer; more than this means that something reports without end. */
const MAX_QUEUED = 65_536;

export interface SessionTiming {
  monotonicMs(): number;
  /** A closed candle, from being taken to the commands being ready. */
  decided(durationMs: number): void;
  /** Orders, from being decided to being handed over, their intent durable. */
  handedOver(durationMs: number): void;
}

export interface SessionOptions {
  readonly engine: Engine;
  /** Absent in a backtest. */
  readonly journal?: Journal;
  readonly dispatcher: Dispatcher;
  /** Told which entry is at hand; shared with whoever records what the engine does. */
  readonly cursor?: EntryCursor;
  /** Told how long decisions and hand-overs took; asked for the time only when present. */
  readonly timing?: SessionTiming;
  /** Runs a commit and deals with its failure; plain by default. */
  readonly guardCommit?: (commit: () => void) => void;
  /** After each entry was applied, before its commands are dispatched. */
  readonly onApplied?: (sequence: number) => void;
}

/**
 * The single writer. One event at a time: stamp, journal, apply, make the answer durable, dispatch. Nothing leaves
 * before the entry that caused it would survive a power cut.
 */
export class Session {
  readonly #engine: Engine;
  readonly #journal: Journal | undefined;
  readonly #dispatcher: Dispatcher;
  readonly #queue: EngineEvent[] = [];
  #queueHead = 0;
  #isHandling = false;
  /** Reused: engine and journal copy what they keep. */
  readonly #entry: { sequence: number; timeMs: number; event: EngineEvent };
  readonly #cursor: EntryCursor;
  readonly #onApplied: ((sequence: number) => void) | undefined;
  readonly #timing: SessionTiming | undefined;
  readonly #guardCommit: (commit: () => void) => void;

  constructor({ engine, journal, dispatcher, cursor, onApplied, guardCommit, timing }: SessionOptions) {
    this.#engine = engine;
    this.#journal = journal;
    this.#dispatcher = dispatcher;
    const event: EngineEvent = { type: 'timerFired', clockDriftMs: 0 };
    this.#cursor = cursor ?? createEntryCursor();
    this.#onApplied = onApplied;
    this.#timing = timing;
    this.#guardCommit = guardCommit ?? ((commit) => commit());
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

  get hasQueued(): boolean {
    return this.#queueHead < this.#queue.length;
  }

  /** Queues an event for the writer; never applies it at once. */
  readonly report = (event: EngineEvent): void => {
    assert(this.#queue.length - this.#queueHead < MAX_QUEUED, `at most ${MAX_QUEUED} reports may wait for the writer`);
    this.#queue.push(event);
  };

  /** Takes one event through the whole path. */
  handle(event: EngineEvent, timeMs: number): void {
    assert(!this.#isHandling, 'one event at a time: report what happens while another is handled');
    this.#isHandling = true;
    const entry = this.#entry;
    entry.sequence += 1;
    // A candle that a restart walks again from its open has been partly told: time stands still until it is past that.
    if (timeMs > entry.timeMs) entry.timeMs = timeMs;
    entry.event = event;
    this.#cursor.sequence = entry.sequence;
    this.#cursor.timeMs = entry.timeMs;
    try {
      const startedMs = this.#timing?.monotonicMs() ?? 0;
      this.#append();
      const commands = this.#engine.apply(entry);
      if (this.#timing && event.type === 'candleClosed') this.#timing.decided(this.#timing.monotonicMs() - startedMs);
      this.#onApplied?.(entry.sequence);
      if (commands.length > 0) this.#answer(commands);
    } finally {
      this.#isHandling = false;
    }
  }

  /** Handles everything that was reported, including what that leads to. */
  drain(timeMs: number): void {
    while (this.#queueHead < this.#queue.length) {
      const event = this.#queue[this.#queueHead] as EngineEvent;
      const { sequence } = this.#entry;
      try {
        this.handle(event, timeMs);
      } finally {
        // What storage did not take was never there, so it is still to be told: it may be a fill.
        if (this.#entry.sequence !== sequence) this.#queueHead += 1;
      }
    }
    if (this.#queueHead === 0) return;
    this.#queue.length = 0;
    this.#queueHead = 0;
  }

  /** Makes everything handled so far durable. */
  commit(): void {
    const journal = this.#journal;
    if (journal) this.#guardCommit(() => journal.commit());
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

  #answer(commands: readonly Command[]): void {
    const startedMs = this.#timing?.monotonicMs() ?? 0;
    const hasOrder = commands.some((command) => command.type === 'submitOrder');
    if (this.#journal) {
      this.#journal.sealCommands(this.#entry.sequence, hashCommands(commands));
      // Cancels, levels and look-ups may be repeated; an order may not, so its intent is on disk before it leaves.
      if (hasOrder) this.commit();
    }
    this.#dispatcher.dispatch(commands);
    if (this.#timing && hasOrder) this.#timing.handedOver(this.#timing.monotonicMs() - startedMs);
  }
}
