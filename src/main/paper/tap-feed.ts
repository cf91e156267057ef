import type { EngineView } from '../../core/engine/index.ts';
import type { FeedItem, MarketFeed } from '../../ports/index.ts';

/**
 * Lets somebody see every candle that passes, and leaves out those that the engine was told before a restart: the venue
 * must not trade them a second time.
 */
export function tapFeed(feed: MarketFeed, onCandle: (item: FeedItem) => void, recovered: EngineView): MarketFeed {
  const toldMs = recovered.markets.map((market) => market.lastOpenTimeMs);
  return {
    ...(feed.startMs === undefined ? {} : { startMs: feed.startMs }),
    waitMs: (nowMs) => feed.waitMs(nowMs),
    next: (nowMs) => {
      for (;;) {
        const item = feed.next(nowMs);
        if (item === undefined) return undefined;
        if (item.candle.openTimeMs <= (toldMs[item.instrument] ?? Number.NaN)) continue;
        if (item.type !== 'opened') onCandle(item);
        return item;
      }
    },
  };
}
