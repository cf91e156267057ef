import type { SimulatedVenue } from '../../core/simulation/index.ts';
import { type Candle, type CandleClosed, type EngineEvent, type InstrumentId, assert } from '../../domain/index.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The part of a session that the driver needs. */
export interface EventWriter {
  handle(event: EngineEvent, timeMs: number): void;
  drain(timeMs: number): void;
  readonly hasQueued: boolean;
}

export interface CandleDriverOptions {
  readonly writer: EventWriter;
  readonly venue: SimulatedVenue;
  readonly instruments: number;
  readonly intervalMs: number;
  /** Every instrument's candle of one interval has been told. */
  readonly onInterval?: (closeTimeMs: number) => void;
}

/**
 * Takes candles through the simulated venue and the engine: all instruments' opens, then their ways from low to high,
 * then their closes, so that time never runs backwards. Backtest and paper use this one path.
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

  /** History: indicators learn, the venue takes note of the price. */
  backfill(instrument: InstrumentId, candle: Candle): void {
    this.#venue.closeCandle(instrument, candle);
    const { openTimeMs, open, high, low, close, volume } = candle;
    const event = { type: 'candleBackfilled', instrument, openTimeMs, open, high, low, close, volume } as const;
    this.#writer.handle(event, openTimeMs + this.#intervalMs);
  }

  /** An interval begins: what waits for its open fills at once instead of when the candle has closed. */
  open(instrument: InstrumentId, candle: Candle): void {
    this.flush();
    this.#isOpened[instrument] = true;
    this.#venue.openCandle(instrument, candle);
    this.#writer.drain(candle.openTimeMs);
  }

  /** Takes the next closed candle. It is told at once, or with the rest of its interval when there are more instruments. */
  close(instrument: InstrumentId, candle: Candle): void {
    if (this.#size > 0 && this.#batchOpenTimeMs !== candle.openTimeMs) this.flush();
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
  }

  /** Tells what has been collected; call it when no further candle of the interval is to be expected. */
  flush(): void {
    const size = this.#size;
    if (size === 0) return;
    const batch = this.#batch;
    const openTimeMs = (batch[0] as CandleClosed).openTimeMs;
    const closeTimeMs = openTimeMs + this.#intervalMs;
    const venue = this.#venue;
    const writer = this.#writer;
    if (!venue.isIdle) this.#trade(size, openTimeMs, closeTimeMs);
    for (let i = 0; i < size; i += 1) {
      const candle = batch[i] as CandleClosed;
      this.#isOpened[candle.instrument] = false;
      venue.closeCandle(candle.instrument, candle);
    }
    this.#size = 0;
    for (let i = 0; i < size; i += 1) {
      writer.handle(batch[i] as CandleClosed, closeTimeMs);
      if (writer.hasQueued) writer.drain(closeTimeMs);
    }
    this.#onInterval?.(closeTimeMs);
  }

  #trade(size: number, openTimeMs: number, closeTimeMs: number): void {
    const venue = this.#venue;
    const writer = this.#writer;
    for (let i = 0; i < size; i += 1) {
      const candle = this.#batch[i] as CandleClosed;
      if (this.#isOpened[candle.instrument]) continue;
      venue.openCandle(candle.instrument, candle);
      if (writer.hasQueued) writer.drain(openTimeMs);
    }
    for (let i = 0; i < size; i += 1) {
      const candle = this.#batch[i] as CandleClosed;
      while (venue.stepCandle(candle.instrument, candle)) writer.drain(closeTimeMs);
    }
  }
}
