/** Seeded candle series with a known shape, for behavioural tests. */
import type { Candle } from '../../../domain/market/candle.ts';

/** A stretch of market; ratios are per candle. */
export interface Segment {
  readonly candles: number;
  /** Mean log return, e.g. 0.002. */
  readonly drift?: number;
  /** Standard deviation of log returns; default 0.01. */
  readonly volatility?: number;
  /** Share of the distance to the segment's first price that is taken back per candle; 0 is a random walk. */
  readonly pull?: number;
}

export interface SeriesOptions {
  readonly seed: number;
  readonly segments: readonly Segment[];
  readonly startPrice?: number;
  readonly startTimeMs?: number;
  readonly intervalMs?: number;
}

const HOUR_MS = 3_600_000;
/** Price moves inside one candle; enough for highs and lows that look real. */
const STEPS = 12;

/** Log-normal steps within each candle; the same options give the same candles. */
export function syntheticCandles(options: SeriesOptions): Candle[] {
  const { seed, segments, startPrice = 100, startTimeMs = 1_735_689_600_000, intervalMs = HOUR_MS } = options;
  const random = seededRandom(seed);
  const candles: Candle[] = [];
  let price = startPrice;
  for (const { candles: count, drift = 0, volatility = 0.01, pull = 0 } of segments) {
    const anchor = Math.log(price);
    for (let candle = 0; candle < count; candle += 1) {
      const open = price;
      let high = open;
      let low = open;
      const mean = drift + pull * (anchor - Math.log(open));
      for (let step = 0; step < STEPS; step += 1) {
        price *= Math.exp(mean / STEPS + (volatility / Math.sqrt(STEPS)) * gaussian(random));
        high = Math.max(high, price);
        low = Math.min(low, price);
      }
      const volume =
        100 * Math.exp(0.4 * gaussian(random) + 0.5 * Math.abs(Math.log(price / open) / (volatility || 1)));
      candles.push({ openTimeMs: startTimeMs + candles.length * intervalMs, open, high, low, close: price, volume });
    }
  }
  return candles;
}

/** Uniform numbers in 0..1 (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Box and Muller's standard normal numbers. */
function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
