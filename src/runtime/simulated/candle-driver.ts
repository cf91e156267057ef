import type { SimulatedVenue } from '../../core/simulation/index.ts';
import {
  type Candle,
  type CandleClosed,
  type EngineEvent,
  type IntervalClosed,
  type InstrumentId,
  assert,
} from '../../domain/index.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The part of a writer that the driver needs. */
export interface EventWriter {
  handle(event: EngineEvent, timeMs: number): void;
  /** A candle, at its close. */
  handleCandle(candle: CandleClosed, intervalMs: number): void;
  drain(timeMs: number): void;
  readonly hasQueued: boolean;
  /** Neither a report waits nor the journal is waited for: the usual case, asked after every candle. */
  readonly isQuiet: boolean;
  /** An order waits for the journal: time may not go on. */
  readonly isWaiting: boolean;
}

/** The interval that was told last. */
export interface ToldInterval {
  readonly closeTimeMs: number;
}

export interface CandleDriverOptions {
  readonly writer: EventWriter;
  readonly venue: SimulatedVenue;
  readonly instruments: number;
  readonly intervalMs: number;
  /** Every instrument's candle of one interval has been told. */
  readonly onInterval?: (interval: ToldInterval) => void;
}

/** Where the driver stands still, in the order in which an interval goes; `none` unless an order waits. */
const PHASE = { none: 0, begun: 1, opening: 2, walking: 3, closing: 4, telling: 5 } as const;
type Phase = (typeof PHASE)[keyof typeof PHASE];

/**
 * Takes candles through the simulated venue and the engine: all that happens at the opens, then the instruments' ways from
 * low to high, then their closes, so that time never runs backwards. Backtest and paper use this one path. When an order waits for
 * the journal everything stands still where it is, and goes on from there with `resume`.
 */
export class CandleDriver implements ToldInterval {
  readonly #writer: EventWriter;
  readonly #venue: SimulatedVenue;
  readonly #intervalMs: number;
  readonly #onInterval: ((interval: ToldInterval) => void) | undefined;
  /** The candles of the interval at hand, one reusable event per instrument; doubles from the start. */
  readonly #batch: Mutable<CandleClosed>[] = [];
  readonly #isOpened: boolean[] = [];
  /** An order or a level is near a candle of the batch. */
  #isTouched = false;
  readonly #isSingle: boolean;
  #size = 0;
  #batchOpenTimeMs = Number.NaN;
  /** The open that was told last, kept while an order makes it wait. */
  #begun: { readonly instrument: InstrumentId; readonly candle: Candle } | undefined;
  #phase: Phase = PHASE.none;
  /** The next candle of the batch, and the time, at which it stands still. */
  #at = 0;
  #hasTaken = true;
  #pausedMs = Number.NaN;

  constructor({ writer, venue, instruments, intervalMs, onInterval }: CandleDriverOptions) {
    this.#writer = writer;
    this.#venue = venue;
    this.#intervalMs = intervalMs;
    this.#onInterval = onInterval;
    this.#isSingle = instruments === 1;
    for (let i = 0; i < instruments; i += 1) {
      this.#isOpened.push(false);
      this.#batch.push({
        type: 'candleClosed',
        instrument: 0,
        openTimeMs: Number.NaN,
        open: Number.NaN,
        high: Number.NaN,
        low: Number.NaN,
        close: Number.NaN,
        volume: Number.NaN,
      });
    }
  }

  /** Of the interval at hand. */
  get closeTimeMs(): number {
    return this.#batchOpenTimeMs + this.#intervalMs;
  }

  /** Candles have been taken that were not told to their end. */
  get isHolding(): boolean {
    return this.#size > 0 || this.#phase !== PHASE.none;
  }

  /** Whether the item that was answered with `false` was taken; if not, it is to be offered again. */
  get hasTaken(): boolean {
    return this.#hasTaken;
  }

  /**
   * History: indicators learn, the venue takes note of the price.
   * This, `open` and `close` answer `false` when the driver stands still, because an order waits.
   */
  backfill(instrument: InstrumentId, candle: Candle): boolean {
    if (!this.resume()) return this.#stop(false);
    this.#venue.closeCandle(instrument, candle);
    const { openTimeMs, open, high, low, close, volume } = candle;
    const event = { type: 'candleBackfilled', instrument, openTimeMs, open, high, low, close, volume } as const;
    this.#writer.handle(event, openTimeMs + this.#intervalMs);
    return true;
  }

  /** An interval begins: what waits for its open fills at once instead of when the candle has closed. */
  open(instrument: InstrumentId, candle: Candle): boolean {
    if (!this.flush()) return this.#stop(false);
    return this.#begin(instrument, candle) || this.#stop(true);
  }

  /** Takes the next closed candle. It is told at once, or with the rest of its interval when there are more instruments. */
  close(instrument: InstrumentId, candle: Candle): boolean {
    if (this.#phase !== PHASE.none && !this.resume()) return this.#stop(false);
    if (this.#size > 0 && this.#batchOpenTimeMs !== candle.openTimeMs && !this.flush()) return this.#stop(false);
    this.#batchOpenTimeMs = candle.openTimeMs;
    const event = this.#batch[this.#size];
    if (event === undefined) assert(false, `one candle per instrument and interval, ${candle.openTimeMs} came twice`);
    event.instrument = instrument;
    event.openTimeMs = candle.openTimeMs;
    event.open = candle.open;
    event.high = candle.high;
    event.low = candle.low;
    event.close = candle.close;
    event.volume = candle.volume;
    this.#size += 1;
    return !this.#isSingle || this.#tellBatch() || this.#stop(true);
  }

  /**
   * Tells what has been collected; call it when no further candle of the interval is to be expected.
   * `false` while it is not over, because an order waits.
   */
  flush(): boolean {
    if (this.#phase !== PHASE.none && !this.resume()) return false;
    return this.#size === 0 || this.#tellBatch();
  }

  #tellBatch(): boolean {
    if (this.#isSingle && this.#isPassed(this.#batch[0] as CandleClosed)) return this.#tellOne();
    if (this.#venue.isIdle) return this.#goOn(PHASE.closing, 0);
    this.#isTouched = false;
    return this.#goOn(PHASE.opening, 0);
  }

  /** Nothing can trade inside the candle, and nobody has told of its open. */
  #isPassed(candle: CandleClosed): boolean {
    const { instrument } = candle;
    return this.#venue.isIdle || (!this.#isOpened[instrument] && this.#venue.isFarFrom(instrument, candle));
  }

  /** Hot, and said without loops: one candle, and nothing that could trade inside it. */
  #tellOne(): boolean {
    const candle = this.#batch[0] as CandleClosed;
    this.#closeOne(candle);
    this.#writer.handleCandle(candle, this.#intervalMs);
    if (this.#writer.isQuiet) return this.#end();
    this.#pause(PHASE.telling, 1, this.closeTimeMs);
    return this.resume();
  }

  /** Goes on where an order made it stand still; `false` while that order waits, or the next one does. */
  resume(): boolean {
    const phase = this.#phase;
    if (phase === PHASE.none) return true;
    const writer = this.#writer;
    if (writer.isWaiting) return false;
    // What the order led to belongs to the moment at which it left.
    if (writer.hasQueued) writer.drain(this.#pausedMs);
    if (writer.isWaiting) return false;
    this.#phase = PHASE.none;
    if (phase !== PHASE.begun) return this.#goOn(phase, this.#at);
    const begun = this.#begun;
    return begun === undefined || this.#begin(begun.instrument, begun.candle);
  }

  /** What the open alone decides; the rest of it is made up for when the candle has closed. */
  #begin(instrument: InstrumentId, candle: Candle): boolean {
    this.#begun = undefined;
    if (this.#openOne(instrument, candle, false)) return true;
    this.#begun = { instrument, candle: { ...candle } };
    return this.#pause(PHASE.begun, 0, candle.openTimeMs);
  }

  /** Takes the batch through the phases from this one on, which begins with its `at`-th candle. */
  #goOn(phase: Phase, at: number): boolean {
    const { closeTimeMs } = this;
    if (phase < PHASE.closing && !this.#trade(phase, at, closeTimeMs)) return false;
    const writer = this.#writer;
    const batch = this.#batch;
    const size = this.#size;
    if (phase <= PHASE.closing) this.#closeAll();
    // An instrument without a candle: somebody has to say that the interval is over.
    const last = size < this.#isOpened.length ? size : size - 1;
    for (let i = phase === PHASE.telling ? at : 0; i <= last; i += 1) {
      if (i < size) writer.handleCandle(batch[i] as CandleClosed, this.#intervalMs);
      else writer.handle(this.#intervalClosed(), closeTimeMs);
      if (writer.isQuiet) continue;
      writer.drain(closeTimeMs);
      if (writer.isWaiting) return this.#pause(PHASE.telling, i + 1, closeTimeMs);
    }
    return this.#end();
  }

  #intervalClosed(): IntervalClosed {
    return { type: 'intervalClosed', openTimeMs: this.#batchOpenTimeMs };
  }

  #end(): true {
    this.#size = 0;
    this.#onInterval?.(this);
    return true;
  }

  #trade(phase: Phase, at: number, closeTimeMs: number): boolean {
    if (phase === PHASE.opening && !this.#openAll(at)) return false;
    // Nothing on any instrument's way: nobody has to go it.
    return !this.#isTouched || this.#walkAll(phase === PHASE.walking ? at : 0, closeTimeMs);
  }

  #openAll(at: number): boolean {
    for (let i = at; i < this.#size; i += 1) {
      const candle = this.#batch[i] as CandleClosed;
      if (!this.#openOne(candle.instrument, candle, true)) return this.#pause(PHASE.opening, i, candle.openTimeMs);
    }
    return true;
  }

  /** Goes on with the open of one instrument, begun or not; `false` when an order waits. */
  #openOne(instrument: InstrumentId, candle: Candle, isWhole: boolean): boolean {
    const venue = this.#venue;
    const writer = this.#writer;
    if (!this.#isOpened[instrument]) {
      this.#isOpened[instrument] = true;
      if (!venue.openCandle(instrument, candle)) return true;
      if (writer.hasQueued) writer.drain(candle.openTimeMs);
      if (writer.isWaiting) return false;
    }
    this.#isTouched = true;
    while (venue.stepOpen(instrument, candle, isWhole)) {
      writer.drain(candle.openTimeMs);
      if (writer.isWaiting) return false;
    }
    return true;
  }

  #walkAll(at: number, closeTimeMs: number): boolean {
    const venue = this.#venue;
    const writer = this.#writer;
    for (let i = at; i < this.#size; i += 1) {
      const candle = this.#batch[i] as CandleClosed;
      while (venue.stepCandle(candle.instrument, candle)) {
        writer.drain(closeTimeMs);
        if (writer.isWaiting) return this.#pause(PHASE.walking, i, closeTimeMs);
      }
    }
    return true;
  }

  #closeAll(): void {
    for (let i = 0; i < this.#size; i += 1) this.#closeOne(this.#batch[i] as CandleClosed);
  }

  #closeOne(candle: CandleClosed): void {
    this.#isOpened[candle.instrument] = false;
    this.#venue.closeCandle(candle.instrument, candle);
  }

  #stop(hasTaken: boolean): false {
    this.#hasTaken = hasTaken;
    return false;
  }

  #pause(phase: Phase, at: number, timeMs: number): false {
    this.#phase = phase;
    this.#at = at;
    this.#pausedMs = timeMs;
    return false;
  }
}
