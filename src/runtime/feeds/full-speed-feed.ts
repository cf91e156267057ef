import type { Candle, CandleColumns, InstrumentId } from '../../domain/index.ts';
import type { FeedItem, MarketFeed } from '../../ports/index.ts';
import { type InstrumentColumns, byInstrument, firstRowAt } from './instrument-columns.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

const END = Number.POSITIVE_INFINITY;

/** Candle columns as fast as they are asked for, without `opened`. Hot: nothing is allocated per candle. */
export class FullSpeedFeed implements MarketFeed {
  readonly startMs?: number;
  readonly liveFromMs: number;
  readonly #instruments: readonly InstrumentId[];
  readonly #columns: readonly CandleColumns[];
  /** Each instrument's next row, and its open time, `END` behind the last one. */
  readonly #rows: Int32Array;
  readonly #times: Float64Array;
  /** Begins as doubles, so that no store has to change a field's representation. */
  readonly #candle: Mutable<Candle> = {
    openTimeMs: Number.NaN,
    open: Number.NaN,
    high: Number.NaN,
    low: Number.NaN,
    close: Number.NaN,
    volume: Number.NaN,
  };
  readonly #item: { type: FeedItem['type']; instrument: InstrumentId; candle: Candle };
  #openTimeMs = END;
  #place: number;

  constructor(files: readonly InstrumentColumns[], liveFromMs: number, fromOpenTimeMs: number) {
    const sorted = byInstrument(files);
    this.liveFromMs = liveFromMs;
    this.#instruments = sorted.map((file) => file.instrument);
    this.#columns = sorted.map((file) => file.columns);
    this.#rows = Int32Array.from(sorted, (file) => firstRowAt(file.columns, fromOpenTimeMs));
    this.#times = Float64Array.from(sorted, ({ columns }, place) => columns.openTimeMs[this.#rows[place] ?? 0] ?? END);
    this.#item = { type: 'backfill', instrument: 0, candle: this.#candle };
    // Behind the last place, so that the first `next` looks for the first interval.
    this.#place = sorted.length;
    const startMs = this.#soonest();
    if (startMs < END) this.startMs = startMs;
  }

  next(): FeedItem | undefined {
    const times = this.#times;
    // Instruments share most of their times, so the search for the next one runs once per interval, not per candle.
    for (;;) {
      for (let place = this.#place; place < times.length; place += 1) {
        if (times[place] !== this.#openTimeMs) continue;
        this.#place = place + 1;
        return this.#take(place);
      }
      this.#place = 0;
      this.#openTimeMs = this.#soonest();
      if (this.#openTimeMs === END) {
        this.#place = times.length;
        return undefined;
      }
    }
  }

  waitMs(): number | undefined {
    return this.#soonest() === END ? undefined : 0;
  }

  #take(place: number): FeedItem {
    const columns = this.#columns[place] as CandleColumns;
    const row = this.#rows[place] as number;
    const candle = this.#candle;
    candle.openTimeMs = this.#openTimeMs;
    candle.open = columns.open[row] as number;
    candle.high = columns.high[row] as number;
    candle.low = columns.low[row] as number;
    candle.close = columns.close[row] as number;
    candle.volume = columns.volume[row] as number;
    const next = row + 1;
    this.#rows[place] = next;
    this.#times[place] = next < columns.length ? (columns.openTimeMs[next] as number) : END;
    const item = this.#item;
    item.type = this.#openTimeMs < this.liveFromMs ? 'backfill' : 'closed';
    item.instrument = this.#instruments[place] as InstrumentId;
    return item;
  }

  #soonest(): number {
    const times = this.#times;
    let soonest = END;
    for (let place = 0; place < times.length; place += 1) {
      const time = times[place] as number;
      if (time < soonest) soonest = time;
    }
    return soonest;
  }
}
