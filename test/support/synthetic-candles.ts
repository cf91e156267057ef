/** Candles from a seed: a walk with drift changes, gaps between candles and uneven volume. */
import type { Candle, CandleColumns } from '../../src/domain/index.ts';
import { MINUTE, START_MS } from './build.ts';

/** Uniform in 0..1, the same everywhere for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface WalkSpec {
  readonly seed: number;
  readonly count: number;
  readonly startPrice?: number;
  /** Typical move of one candle, as a ratio. */
  readonly volatility?: number;
  /** Share of candles that open away from the last close. */
  readonly gapShare?: number;
  readonly volume?: number;
  readonly intervalMs?: number;
  readonly startMs?: number;
}

/** Prices on a grid of 0.01, so that they read back exactly from text. */
export function walk(spec: WalkSpec): Candle[] {
  const { seed, count, startPrice = 100, volatility = 0.004, gapShare = 0.06, volume = 100 } = spec;
  const random = seededRandom(seed);
  const candles: Candle[] = [];
  let price = startPrice;
  let drift = 0;
  for (let i = 0; i < count; i += 1) {
    if (i % 25 === 0) drift = (random() - 0.5) * volatility * 0.8;
    const isGap = random() < gapShare;
    const open = onGrid(isGap ? price * (1 + (random() - 0.5) * volatility * 8) : price);
    const close = onGrid(open * (1 + drift + (random() - 0.5) * volatility * 2.4));
    const high = onGrid(Math.max(open, close) * (1 + random() * volatility));
    const low = onGrid(Math.min(open, close) * (1 - random() * volatility));
    candles.push({
      openTimeMs: (spec.startMs ?? START_MS) + i * (spec.intervalMs ?? MINUTE),
      open,
      high: Math.max(high, open, close),
      low: Math.min(low, open, close),
      close,
      volume: Math.round(volume * (0.25 + random() * 1.5)),
    });
    price = close;
  }
  return candles;
}

/** Never zero, however far the walk goes down. */
function onGrid(value: number): number {
  return Math.max(0.01, Math.round(value * 100) / 100);
}

export function toColumns(candles: readonly Candle[]): CandleColumns {
  const column = (key: keyof Candle): Float64Array => Float64Array.from(candles, (candle) => candle[key]);
  return {
    length: candles.length,
    openTimeMs: column('openTimeMs'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

export function toCsv(candles: readonly Candle[]): string {
  const rows = candles.map((c) => [c.openTimeMs, c.open, c.high, c.low, c.close, c.volume].join(','));
  return `timestamp,open,high,low,close,volume\n${rows.join('\n')}\n`;
}
