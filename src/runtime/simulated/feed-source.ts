import type { FeedItem, MarketFeed } from '../../ports/index.ts';
import type { Source } from '../loop/source.ts';
import type { Budget } from '../writer/budget.ts';
import type { CandleDriver } from './candle-driver.ts';

/** A feed's candles, taken through the simulated venue: a source that has to be asked. */
export class FeedSource implements Source {
  readonly #feed: MarketFeed;
  readonly #driver: CandleDriver;
  /** Due, and not taken by the driver yet; the feed is not asked again before that, because it reuses its item. */
  #offered: FeedItem | undefined;

  constructor(feed: MarketFeed, driver: CandleDriver) {
    this.#feed = feed;
    this.#driver = driver;
  }

  /** When nothing more is due, a collected interval is told. */
  pump(nowMs: number, budget: Budget): number {
    const feed = this.#feed;
    const driver = this.#driver;
    if (!driver.resume()) return 0;
    for (let count = 0; ; ) {
      const item = this.#offered ?? feed.next(nowMs);
      if (item === undefined) {
        driver.flush();
        return count;
      }
      this.#offered = this.#take(item) ? undefined : item;
      if (this.#offered !== undefined) return count;
      count += 1;
      if (driver.isPaused || budget.isSpent(count)) return count;
    }
  }

  waitMs(nowMs: number): number | undefined {
    return this.#offered !== undefined || this.#driver.isHolding ? 0 : this.#feed.waitMs(nowMs);
  }

  #take({ type, instrument, candle }: FeedItem): boolean {
    if (type === 'closed') return this.#driver.close(instrument, candle);
    return type === 'opened' ? this.#driver.open(instrument, candle) : this.#driver.backfill(instrument, candle);
  }
}
