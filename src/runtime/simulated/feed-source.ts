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
    let item = this.#offered ?? feed.next(nowMs);
    let count = 0;
    for (; item !== undefined; item = feed.next(nowMs)) {
      if (!this.#offer(item)) {
        this.#offered = driver.hasTaken ? undefined : item;
        return driver.hasTaken ? count + 1 : count;
      }
      count += 1;
      if (budget.isSpent(count)) break;
    }
    this.#offered = undefined;
    if (item !== undefined) return count;
    driver.flush();
    return count;
  }

  waitMs(nowMs: number): number | undefined {
    return this.#offered !== undefined || this.#driver.isHolding ? 0 : this.#feed.waitMs(nowMs);
  }

  #offer(item: FeedItem): boolean {
    if (item.type === 'closed') return this.#driver.close(item.instrument, item.candle);
    if (item.type === 'opened') return this.#driver.open(item.instrument, item.candle);
    return this.#driver.backfill(item.instrument, item.candle);
  }
}
