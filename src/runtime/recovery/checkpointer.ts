import type { Engine } from '../../core/engine/index.ts';
import { DAY_MS } from '../../domain/durations.ts';
import { assert } from '../../domain/assert.ts';
import type { RunStarted } from '../../domain/events/events.ts';
import { decodeSaved, differenceOf, encodeSaved } from '../../domain/saved.ts';
import type { Writer } from '../writer/writer.ts';

export interface CheckpointerOptions {
  readonly engine: Engine;
  readonly writer: Writer;
  /** A fresh engine with the settings of the run: each checkpoint is read back before it counts. */
  readonly createEngine: () => Engine;
  readonly monotonicMs: () => number;
  /** None could be made, for this cause: the next start reads on from the one before. */
  readonly onFailed: (cause: string) => void;
  /** A checkpoint is made after so many entries at the latest; 50,000 by default. */
  readonly everyEntries?: number;
}

const EVERY_ENTRIES = 50_000;
/** With a new UTC day one is made as well, but not more often than this where market time runs fast. */
const SHORTEST_MS = 60_000;

/** Makes checkpoints, so that a start has little to read however long the run is. */
export class Checkpointer {
  readonly #options: CheckpointerOptions;
  /** The latest that it made; `undefined` before the first. */
  latest: number | undefined;
  #sequence: number;
  #day = Number.NaN;
  #madeMs: number;

  constructor(options: CheckpointerOptions) {
    this.#options = options;
    this.#sequence = options.writer.sequence;
    this.#madeMs = options.monotonicMs();
  }

  /** To be called now and then, between entries. */
  tend(): void {
    const { writer, engine, monotonicMs, everyEntries = EVERY_ENTRIES } = this.#options;
    const day = Math.floor(writer.timeMs / DAY_MS);
    const isNewDay = day !== this.#day && monotonicMs() - this.#madeMs >= SHORTEST_MS;
    if (writer.sequence - this.#sequence < everyEntries && !isNewDay) return;
    // What little room is left serves exits.
    if (engine.view.control.isStorageWritable) this.make();
  }

  /** Writes the state down as the next entry. The run goes on without where a strategy cannot be saved. */
  make(): void {
    const { writer, monotonicMs } = this.#options;
    const state = this.#state();
    if (state !== undefined) {
      writer.handle({ type: 'checkpointMade', state }, writer.timeMs);
      this.latest = writer.sequence;
    }
    this.#sequence = writer.sequence;
    this.#day = Math.floor(writer.timeMs / DAY_MS);
    this.#madeMs = monotonicMs();
  }

  /** `undefined` when a second engine that reads it is not in the same state: it would be no use. */
  #state(): string | undefined {
    const { engine, createEngine, onFailed } = this.#options;
    try {
      const state = encodeSaved(engine.save());
      assertReadsBack(createEngine(), engine.view.run, state);
      return state;
    } catch (error) {
      onFailed(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }
}

function assertReadsBack(second: Engine, run: RunStarted, state: string): void {
  second.restore(run, decodeSaved(state));
  const read = encodeSaved(second.save());
  assert(read === state, () => `a checkpoint must read back as it was made: ${differenceOf(state, read)}`);
}
