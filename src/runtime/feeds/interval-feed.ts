import type { Candle, InstrumentId } from '../../domain/index.ts';
import type { FeedItem, MarketFeed } from '../../ports/index.ts';
import type { IntervalSource } from './interval-source.ts';

export interface IntervalFeedOptions {
  readonly source: IntervalSource;
  /** Candles that open earlier are history. */
  readonly liveFromMs: number;
  /** Market time per real time, finite. */
  readonly speed: number;
}

type Stage = 'load' | 'open' | 'close';

/**
 * A market feed over intervals. `nowMs` is market time, from a clock that runs at `speed`; waits are real time.
 * At one moment the interval that ends comes before the one that begins.
 */
export class IntervalFeed implements MarketFeed {
  readonly startMs?: number;
  /** Market time at which the first live interval opens: an accelerated clock starts here. `Infinity`: all is history. */
  readonly liveFromMs: number;
  readonly #source: IntervalSource;
  readonly #speed: number;
  readonly #count: number;
  readonly #item: { type: FeedItem['type']; instrument: InstrumentId; candle: Candle };
  readonly #beginning = { openTimeMs: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  #stage: Stage = 'load';
  #place = 0;
  #openTimeMs = 0;
  /** When the stage at hand is due; history is due at once. */
  #dueMs = Number.NEGATIVE_INFINITY;

  constructor({ source, liveFromMs, speed }: IntervalFeedOptions) {
    this.#source = source;
    this.liveFromMs = liveFromMs;
    if (source.nextOpenTimeMs < Number.POSITIVE_INFINITY) this.startMs = source.nextOpenTimeMs;
    this.#speed = speed;
    this.#count = source.instruments.length;
    this.#item = { type: 'backfill', instrument: 0, candle: this.#beginning };
  }

  next(nowMs: number): FeedItem | undefined {
    while (this.#stage !== 'load' || this.#load()) {
      if (nowMs < this.#dueMs) return undefined;
      while (this.#place < this.#count) {
        const place = this.#place;
        this.#place = place + 1;
        const candle = this.#source.candleAt(place);
        if (candle) return this.#tell(place, candle);
      }
      this.#place = 0;
      if (this.#stage === 'open') {
        this.#stage = 'close';
        this.#dueMs = this.#openTimeMs + this.#source.intervalMs;
      } else this.#stage = 'load';
    }
    return undefined;
  }

  waitMs(nowMs: number): number | undefined {
    if (this.#stage === 'load' && !this.#load()) return undefined;
    return Math.max(0, Math.ceil((this.#dueMs - nowMs) / this.#speed));
  }

  /** Takes the next interval from the source; `false` at the end. */
  #load(): boolean {
    const source = this.#source;
    const openTimeMs = source.nextOpenTimeMs;
    if (openTimeMs === Number.POSITIVE_INFINITY) return false;
    source.advance();
    this.#openTimeMs = openTimeMs;
    const isLive = openTimeMs >= this.liveFromMs;
    this.#item.type = isLive ? 'closed' : 'backfill';
    this.#stage = isLive ? 'open' : 'close';
    this.#dueMs = isLive ? openTimeMs : Number.NEGATIVE_INFINITY;
    return true;
  }

  #tell(place: number, candle: Candle): FeedItem {
    const item = this.#item;
    item.instrument = this.#source.instruments[place] ?? 0;
    if (this.#stage === 'close') {
      if (item.type === 'opened') item.type = 'closed';
      item.candle = candle;
      return item;
    }
    item.type = 'opened';
    item.candle = this.#beginning;
    const { openTimeMs, open } = candle;
    Object.assign(this.#beginning, { openTimeMs, open, high: open, low: open, close: open, volume: 0 });
    return item;
  }
}
