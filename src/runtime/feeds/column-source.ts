import type { Candle, CandleColumns, InstrumentId } from '../../domain/index.ts';
import { type InstrumentColumns, byInstrument, firstRowAt } from './instrument-columns.ts';
import type { IntervalSource } from './interval-source.ts';

const END = Number.POSITIVE_INFINITY;

/** Columns of one or several instruments, merged by time, then instrument. */
export class ColumnSource implements IntervalSource {
  readonly instruments: readonly InstrumentId[];
  readonly intervalMs: number;
  nextOpenTimeMs = END;
  readonly #columns: readonly CandleColumns[];
  /** Row of each instrument that has not been loaded yet, and its open time. */
  readonly #rows: Int32Array;
  readonly #times: Float64Array;
  readonly #candle = { openTimeMs: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  #openTimeMs = Number.NaN;

  constructor(files: readonly InstrumentColumns[], intervalMs: number, fromOpenTimeMs = Number.NEGATIVE_INFINITY) {
    const sorted = byInstrument(files);
    this.instruments = sorted.map((file) => file.instrument);
    this.intervalMs = intervalMs;
    this.#columns = sorted.map((file) => file.columns);
    this.#rows = new Int32Array(sorted.length);
    this.#times = new Float64Array(sorted.length);
    for (const [place, columns] of this.#columns.entries()) this.#goTo(place, firstRowAt(columns, fromOpenTimeMs));
    this.#findNext();
  }

  advance(): void {
    this.#openTimeMs = this.nextOpenTimeMs;
    const times = this.#times;
    for (let place = 0; place < times.length; place += 1) {
      if (times[place] === this.#openTimeMs) this.#goTo(place, (this.#rows[place] ?? 0) + 1);
    }
    this.#findNext();
  }

  // A row belongs to the interval at hand only if it carries its time: the instrument may have a gap there.
  candleAt(place: number): Candle | undefined {
    const columns = this.#columns[place];
    const row = (this.#rows[place] ?? 0) - 1;
    if (columns === undefined || row < 0 || columns.openTimeMs[row] !== this.#openTimeMs) return undefined;
    const candle = this.#candle;
    candle.openTimeMs = this.#openTimeMs;
    candle.open = columns.open[row] as number;
    candle.high = columns.high[row] as number;
    candle.low = columns.low[row] as number;
    candle.close = columns.close[row] as number;
    candle.volume = columns.volume[row] as number;
    return candle;
  }

  #goTo(place: number, row: number): void {
    const columns = this.#columns[place];
    this.#rows[place] = row;
    this.#times[place] = columns && row < columns.length ? (columns.openTimeMs[row] ?? END) : END;
  }

  #findNext(): void {
    const times = this.#times;
    let next = END;
    for (let place = 0; place < times.length; place += 1) {
      const time = times[place] as number;
      if (time < next) next = time;
    }
    this.nextOpenTimeMs = next;
  }
}
