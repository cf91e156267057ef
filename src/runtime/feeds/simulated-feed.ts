import type { MarketModel } from '../../core/simulation/market/index.ts';
import { assert } from '../../domain/index.ts';
import { IntervalFeed } from './interval-feed.ts';
import type { IntervalSource } from './interval-source.ts';

export interface SimulatedFeedOptions {
  /** Fresh: its first interval is the earliest there is. */
  readonly market: MarketModel;
  /** Market time at which the feed begins; the interval that is running then is the first live one. */
  readonly startMs: number;
  /** Intervals of history before that, told as backfill. */
  readonly warmUpCandles: number;
  /** After a restart: the first interval that has not been told. What went by since is history. */
  readonly fromOpenTimeMs?: number;
  /** Market time per real time, as the clock that `next` is asked with. */
  readonly speed: number;
}

/**
 * The synthetic market as a feed: history, then each interval when it opens and when it closes, in market time. With
 * speed 1 and the system clock the candles are aligned to the wall clock, otherwise ask with an accelerated clock.
 */
export function createSimulatedFeed(options: SimulatedFeedOptions): IntervalFeed {
  const { market, startMs, warmUpCandles, fromOpenTimeMs, speed } = options;
  assert(speed > 0 && Number.isFinite(speed), () => `a market without end needs a finite speed, value was ${speed}`);
  const { intervalMs, nextOpenTimeMs: originMs } = market;
  const liveFromMs = originMs + Math.floor((startMs - originMs) / intervalMs) * intervalMs;
  market.skipTo(fromOpenTimeMs ?? liveFromMs - warmUpCandles * intervalMs);
  const source = withInstrumentIds(market);
  return new IntervalFeed({ source, liveFromMs, speed });
}

function withInstrumentIds(market: MarketModel): IntervalSource {
  return {
    instruments: market.instruments.map((instrument) => instrument.id),
    intervalMs: market.intervalMs,
    get nextOpenTimeMs() {
      return market.nextOpenTimeMs;
    },
    advance: () => market.advance(),
    candleAt: (place) => market.candleAt(place),
  };
}
