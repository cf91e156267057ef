import type { Candle, CandleColumns, InstrumentId } from '../../domain/index.ts';
import type { FeedItem, MarketFeed } from '../../ports/index.ts';
import { type InstrumentColumns, firstRowAt } from './instrument-columns.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** One instrument's candles as fast as they are asked for. Hot: the columns are at hand and nothing is searched. */
export class SingleFeed implements MarketFeed {
  readonly startMs?: number;
  readonly liveFromMs: number;
  readonly #length: number;
  readonly #openTimeMs: Float64Array;
  readonly #open: Float64Array;
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #close: Float64Array;
  readonly #volume: Float64Array;
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
  #row: number;

  constructor({ instrument, columns }: InstrumentColumns, liveFromMs: number, fromOpenTimeMs: number) {
    this.liveFromMs = liveFromMs;
    this.#length = columns.length;
    this.#openTimeMs = columns.openTimeMs;
    this.#open = columns.open;
    this.#high = columns.high;
    this.#low = columns.low;
    this.#close = columns.close;
    this.#volume = columns.volume;
    this.#item = { type: 'backfill', instrument, candle: this.#candle };
    this.#row = firstRowAt(columns, fromOpenTimeMs);
    const startMs = startOf(columns, this.#row);
    if (startMs !== undefined) this.startMs = startMs;
  }

  next(): FeedItem | undefined {
    const row = this.#row;
    if (row >= this.#length) return undefined;
    this.#row = row + 1;
    const candle = this.#candle;
    const openTimeMs = this.#openTimeMs[row] as number;
    candle.openTimeMs = openTimeMs;
    candle.open = this.#open[row] as number;
    candle.high = this.#high[row] as number;
    candle.low = this.#low[row] as number;
    candle.close = this.#close[row] as number;
    candle.volume = this.#volume[row] as number;
    const item = this.#item;
    item.type = openTimeMs < this.liveFromMs ? 'backfill' : 'closed';
    return item;
  }

  waitMs(): number | undefined {
    return this.#row < this.#length ? 0 : undefined;
  }
}

function startOf(columns: CandleColumns, row: number): number | undefined {
  return row < columns.length ? columns.openTimeMs[row] : undefined;
}
