import type { SimulatedVenue } from '../../core/simulation/index.ts';
import { type Candle, type CandleClosed, type EngineEvent, type InstrumentId, assert } from '../../domain/index.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The part of a writer that the driver needs. */
export interface EventWriter {
  handle(event: EngineEvent, timeMs: number): void;
  drain(timeMs: number): void;
  readonly hasQueued: boolean;
  /** An order waits for the journal: time may not go on. */
  readonly isWaiting: boolean;
}

export interface CandleDriverOptions {
  readonly writer: EventWriter;
  readonly venue: SimulatedVenue;
  readonly instruments: number;
  readonly intervalMs: number;
  /** Every instrument's candle of one interval has been told. */
  readonly onInterval?: (closeTimeMs: number) => void;
}

/** What is being done with the interval at hand; only while an order waits does one outlast the call that began it. */
const PHASE = { collecting: 0, begun: 1, opening: 2, walking: 3, telling: 4 } as const;
type Phase = (typeof PHASE)[keyof typeof PHASE];

/**
 * Takes candles through the simulated venue and the engine: all instruments' opens, then their ways from low to high,
 * then their closes, so that time never runs backwards. Backtest and paper use this one path. When an order waits for
 * the journal everything stands still where it is, and goes on from there with `resume`.
 */
export class CandleDriver {
  readonly #writer: EventWriter;
  readonly #venue: SimulatedVenue;
  readonly #intervalMs: number;
  readonly #onInterval: ((closeTimeMs: number) => void) | undefined;
  /** The candles of the interval at hand, one reusable event per instrument. */
  readonly #batch: Mutable<CandleClosed>[] = [];
  readonly #isOpened: boolean[] = [];
  readonly #isSingle: boolean;
  #size = 0;
  #batchOpenTimeMs = Number.NaN;
  #phase: Phase = PHASE.collecting;
  /** The candle of the batch that the phase has got to, and the time at which it stands still. */
  #at = 0;
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
        openTimeMs: 0,
        open: 0,
        high: 0,
        low: 0,
        close: 0,
        volume: 0,
      });
    }
  }

  /** Stands still in the middle of something. */
  get isPaused(): boolean {
    return this.#phase !== PHASE.collecting;
  }

  /** Candles have been taken that were not told to their end. */
  get isHolding(): boolean {
    return this.#size > 0 || this.isPaused;
  }

  /** History: indicators learn, the venue takes note of the price. `false`, as below, when it was not taken. */
  backfill(instrument: InstrumentId, candle: Candle): boolean {
    if (!this.resume()) return false;
    this.#venue.closeCandle(instrument, candle);
    const { openTimeMs, open, high, low, close, volume } = candle;
    const event = { type: 'candleBackfilled', instrument, openTimeMs, open, high, low, close, volume } as const;
    this.#writer.handle(event, openTimeMs + this.#intervalMs);
    return true;
  }

  /**
   * An interval begins: what waits for its open fills at once instead of when the candle has closed.
   * `false` when what came before is not over, because an order waits: offer it again later.
   */
  open(instrument: InstrumentId, candle: Candle): boolean {
    if (!this.flush()) return false;
    this.#isOpened[instrument] = true;
    this.#venue.openCandle(instrument, candle);
    this.#writer.drain(candle.openTimeMs);
    if (this.#writer.isWaiting) this.#pause(PHASE.begun, 0, candle.openTimeMs);
    return true;
  }

  /**
   * Takes the next closed candle. It is told at once, or with the rest of its interval when there are more instruments.
   * `false` when what came before is not over, because an order waits: offer it again later.
   */
  close(instrument: InstrumentId, candle: Candle): boolean {
    if (this.#phase !== PHASE.collecting && !this.resume()) return false;
    if (this.#size > 0 && this.#batchOpenTimeMs !== candle.openTimeMs && !this.flush()) return false;
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
    if (this.#isSingle) this.flush();
    return true;
  }

  /**
   * Tells what has been collected; call it when no further candle of the interval is to be expected.
   * `false` while it is not over, because an order waits.
   */
  flush(): boolean {
    if (this.#phase !== PHASE.collecting && !this.resume()) return false;
    if (this.#size === 0) return true;
    if (this.#venue.isIdle) this.#closeAll();
    else this.#enter(PHASE.opening);
    return this.#goOn();
  }

  /** Goes on where an order made it stand still; `false` while that order waits, or the next one does. */
  resume(): boolean {
    if (this.#phase === PHASE.collecting) return true;
    const writer = this.#writer;
    if (writer.isWaiting) return false;
    // What the order led to belongs to the moment at which it left.
    if (writer.hasQueued) writer.drain(this.#pausedMs);
    return !writer.isWaiting && this.#goOn();
  }

  #goOn(): boolean {
    if (this.#phase === PHASE.begun) {
      this.#phase = PHASE.collecting;
      return true;
    }
    const closeTimeMs = (this.#batch[0] as CandleClosed).openTimeMs + this.#intervalMs;
    if (this.#phase === PHASE.opening && !this.#openAll()) return false;
    if (this.#phase === PHASE.walking && !this.#walkAll(closeTimeMs)) return false;
    if (!this.#tellAll(closeTimeMs)) return false;
    this.#phase = PHASE.collecting;
    this.#size = 0;
    this.#onInterval?.(closeTimeMs);
    return true;
  }

  #openAll(): boolean {
    const venue = this.#venue;
    const writer = this.#writer;
    for (let i = this.#at; i < this.#size; i += 1) {
      const candle = this.#batch[i] as CandleClosed;
      if (this.#isOpened[candle.instrument]) continue;
      venue.openCandle(candle.instrument, candle);
      if (writer.hasQueued) writer.drain(candle.openTimeMs);
      if (writer.isWaiting) return this.#pause(PHASE.opening, i + 1, candle.openTimeMs);
    }
    this.#enter(PHASE.walking);
    return true;
  }

  #walkAll(closeTimeMs: number): boolean {
    const venue = this.#venue;
    const writer = this.#writer;
    for (let i = this.#at; i < this.#size; i += 1) {
      const candle = this.#batch[i] as CandleClosed;
      while (venue.stepCandle(candle.instrument, candle)) {
        writer.drain(closeTimeMs);
        if (writer.isWaiting) return this.#pause(PHASE.walking, i, closeTimeMs);
      }
    }
    this.#closeAll();
    return true;
  }

  #closeAll(): void {
    for (let i = 0; i < this.#size; i += 1) {
      const candle = this.#batch[i] as CandleClosed;
      this.#isOpened[candle.instrument] = false;
      this.#venue.closeCandle(candle.instrument, candle);
    }
    this.#enter(PHASE.telling);
  }

  #tellAll(closeTimeMs: number): boolean {
    const writer = this.#writer;
    for (let i = this.#at; i < this.#size; i += 1) {
      writer.handle(this.#batch[i] as CandleClosed, closeTimeMs);
      if (writer.hasQueued) writer.drain(closeTimeMs);
      if (writer.isWaiting) return this.#pause(PHASE.telling, i + 1, closeTimeMs);
    }
    return true;
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#at = 0;
  }

  #pause(phase: Phase, at: number, timeMs: number): false {
    this.#phase = phase;
    this.#at = at;
    this.#pausedMs = timeMs;
    return false;
  }
}
