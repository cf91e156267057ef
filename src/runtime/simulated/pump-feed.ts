import type { MarketFeed } from '../../ports/index.ts';
import type { CandleDriver } from './candle-driver.ts';

/**
 * Takes up to `most` due items from the feed through the driver; returns how many there were.
 * Fewer than `most` means that nothing more is due, so a collected interval is told.
 */
export function pumpFeed(feed: MarketFeed, driver: CandleDriver, nowMs: number, most: number): number {
  let count = 0;
  for (; count < most; count += 1) {
    const item = feed.next(nowMs);
    if (item === undefined) break;
    if (item.type === 'closed') driver.close(item.instrument, item.candle);
    else if (item.type === 'opened') driver.open(item.instrument, item.candle);
    else driver.backfill(item.instrument, item.candle);
  }
  if (count < most) driver.flush();
  return count;
}
