import { assert } from '../../domain/assert.ts';
import type { CandleBackfilled, CandleClosed, EngineEvent, JournalEntry } from '../../domain/events/events.ts';
import type { EntryAnswer, EntryRange, LocalJournal, RecordedEntry } from '../../ports/journal.ts';

const CHUNK_ROWS = 4096;
const PAGE_ROWS = 1000;
/** Time, kind with instrument, open time, four prices, volume. */
const STRIDE = 8;
const KINDS = 3;
const OTHER = 0;
const CLOSED = 1;
const BACKFILLED = 2;
const NO_ANSWER: EntryAnswer = { commandsHash: undefined, facts: undefined };

/**
 * The journal of a run that nobody will ask for after the process ends. Candles are numbers in chunks of rows, because
 * there are millions of them and their event object is reused; the few other events are copied.
 */
export class MemoryJournal implements LocalJournal {
  readonly #chunks: Float64Array[] = [];
  readonly #events = new Map<number, EngineEvent>();
  readonly #answers = new Map<number, EntryAnswer>();
  #chunk = new Float64Array(0);
  #offset = 0;
  #head = 0;
  #durable = 0;

  get head(): number {
    return this.#head;
  }

  /** What is not kept is not moved either. */
  get archived(): number {
    return 0;
  }

  get durable(): number {
    return this.#durable;
  }

  append(entry: JournalEntry): void {
    const { sequence, event } = entry;
    if (sequence !== this.#head + 1) refuse(`the entry after ${this.#head} must follow it`, sequence);
    if (this.#offset === this.#chunk.length) this.#grow();
    const chunk = this.#chunk;
    const at = this.#offset;
    chunk[at] = entry.timeMs;
    if (event.type === 'candleClosed') writeCandle(chunk, at, CLOSED, event);
    else if (event.type === 'candleBackfilled') writeCandle(chunk, at, BACKFILLED, event);
    else this.#events.set(sequence, { ...event });
    this.#offset = at + STRIDE;
    this.#head = sequence;
  }

  seal(sequence: number, answer: EntryAnswer): void {
    if (sequence !== this.#head) refuse(`the entry sealed must be the last, ${this.#head}`, sequence);
    this.#answers.set(sequence, answer);
  }

  async newestOf(...asked: Parameters<LocalJournal['newest']>): Promise<number | undefined> {
    return this.newest(...asked);
  }

  newest(type: EngineEvent['type'], range: EntryRange): number | undefined {
    const { fromSequence, beforeSequence = this.#head + 1, untilMs = Number.POSITIVE_INFINITY } = range;
    for (let sequence = Math.min(beforeSequence - 1, this.#head); sequence >= fromSequence; sequence -= 1) {
      const { event, timeMs } = this.#recorded(sequence).entry;
      if (event.type === type && timeMs <= untilMs) return sequence;
    }
    return undefined;
  }

  /** Memory does not outlive the process: there is nothing to wait for. */
  flush(): number {
    this.#durable = this.#head;
    return this.#durable;
  }

  async *read(fromSequence: number): AsyncIterable<readonly RecordedEntry[]> {
    yield* this.pages(fromSequence);
  }

  *pages(fromSequence: number): Iterable<readonly RecordedEntry[]> {
    let next = Math.max(1, fromSequence);
    while (next <= this.#head) {
      const page: RecordedEntry[] = [];
      const last = Math.min(this.#head, next + PAGE_ROWS - 1);
      for (; next <= last; next += 1) page.push(this.#recorded(next));
      yield page;
    }
  }

  close(): void {
    // Holds nothing that must be given back.
  }

  #recorded(sequence: number): RecordedEntry {
    const row = sequence - 1;
    const chunk = this.#chunks[Math.floor(row / CHUNK_ROWS)] as Float64Array;
    const at = (row % CHUNK_ROWS) * STRIDE;
    const event = this.#events.get(sequence) ?? readCandle(chunk, at);
    const { commandsHash, facts } = this.#answers.get(sequence) ?? NO_ANSWER;
    return { entry: { sequence, timeMs: chunk[at] as number, event }, commandsHash, facts };
  }

  #grow(): void {
    this.#chunk = new Float64Array(CHUNK_ROWS * STRIDE);
    this.#chunks.push(this.#chunk);
    this.#offset = 0;
  }
}

function writeCandle(chunk: Float64Array, at: number, kind: number, candle: CandleClosed | CandleBackfilled): void {
  chunk[at + 1] = candle.instrument * KINDS + kind;
  chunk[at + 2] = candle.openTimeMs;
  chunk[at + 3] = candle.open;
  chunk[at + 4] = candle.high;
  chunk[at + 5] = candle.low;
  chunk[at + 6] = candle.close;
  chunk[at + 7] = candle.volume;
}

function readCandle(chunk: Float64Array, at: number): CandleClosed | CandleBackfilled {
  const [, packed, openTimeMs, open, high, low, close, volume] = chunk.subarray(at, at + STRIDE) as unknown as number[];
  const kind = (packed as number) % KINDS;
  assert(kind !== OTHER, () => `row ${at} must hold a candle, kind was ${kind}`);
  return {
    type: kind === CLOSED ? 'candleClosed' : 'candleBackfilled',
    instrument: ((packed as number) - kind) / KINDS,
    openTimeMs: openTimeMs as number,
    open: open as number,
    high: high as number,
    low: low as number,
    close: close as number,
    volume: volume as number,
  };
}

/** Apart from `append`, which then needs no closure per entry. */
function refuse(rule: string, sequence: number): never {
  assert(false, `${rule}, sequence was ${sequence}`);
}
