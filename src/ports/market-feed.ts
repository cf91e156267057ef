/** Where candles come from. */
import type { Candle } from '../domain/market/candle.ts';
import type { InstrumentId } from '../domain/market/instrument.ts';

export type FeedItem =
  /** History for warm-up. */
  | { readonly type: 'backfill'; readonly instrument: InstrumentId; readonly candle: Candle }
  /** An interval begins; only `open` and `openTimeMs` are known. Optional: full-speed feeds leave it out. */
  | { readonly type: 'opened'; readonly instrument: InstrumentId; readonly candle: Candle }
  | { readonly type: 'closed'; readonly instrument: InstrumentId; readonly candle: Candle };

export interface MarketFeed {
  /** Open time of the first candle, when it is known. */
  readonly startMs?: number;
  /**
   * The next item that is due at `nowMs`, or `undefined` when there is none yet. Ordered by close time, then instrument.
   * The returned object is reused: read it before asking again.
   */
  next(nowMs: number): FeedItem | undefined;
  /** Milliseconds until `next` may have something, 0 = at once, `undefined` = the feed has ended. */
  waitMs(nowMs: number): number | undefined;
}
