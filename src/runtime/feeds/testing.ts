/** What the tests of this folder share. */
import type { CandleColumns } from '../../domain/index.ts';
import type { MarketFeed } from '../../ports/index.ts';

export const MINUTE = 60_000;

/** Columns whose candles open at these minutes; every price is that minute plus 100. */
export function columnsAt(minutes: readonly number[]): CandleColumns {
  const column = (value: (minute: number) => number): Float64Array => Float64Array.from(minutes, value);
  return {
    length: minutes.length,
    openTimeMs: column((minute) => minute * MINUTE),
    open: column((minute) => 100 + minute),
    high: column((minute) => 100.5 + minute),
    low: column((minute) => 99.5 + minute),
    close: column((minute) => 100.2 + minute),
    volume: column(() => 7),
  };
}

/** Everything that is due at a moment, as `type instrument@minute`. */
export function due(feed: MarketFeed, nowMs: number): string[] {
  const told: string[] = [];
  for (let item = feed.next(nowMs); item; item = feed.next(nowMs)) {
    told.push(`${item.type} ${item.instrument}@${item.candle.openTimeMs / MINUTE}`);
  }
  return told;
}
