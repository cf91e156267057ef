/** A seeded market for reference vectors: calm, trends, a crash, a dead stretch, thin hours without a trade. */
import type { Candle } from '../../src/domain/market/candle.ts';

const HOUR_MS = 3_600_000;
const FIRST_OPEN_MS = Date.UTC(2024, 0, 1, 5);

interface Regime {
  readonly untilIndex: number;
  readonly driftPerCandle: number;
  readonly volatilityPerCandle: number;
}

const regimes: readonly Regime[] = [
  { untilIndex: 150, driftPerCandle: 0.0005, volatilityPerCandle: 0.006 },
  { untilIndex: 280, driftPerCandle: 0.003, volatilityPerCandle: 0.01 },
  { untilIndex: 320, driftPerCandle: -0.02, volatilityPerCandle: 0.025 },
  { untilIndex: 420, driftPerCandle: -0.001, volatilityPerCandle: 0.008 },
  // Nobody trades: equal prices, volume zero, longer than the windows of most indicators.
  { untilIndex: 455, driftPerCandle: 0, volatilityPerCandle: 0 },
  { untilIndex: Number.POSITIVE_INFINITY, driftPerCandle: 0.001, volatilityPerCandle: 0.012 },
];

/** Hourly candles around 100 in ticks of 0.01; the same seed gives the same candles. */
export function syntheticCandles(count: number, seed: number): readonly Candle[] {
  const random = randomFrom(seed);
  const candles: Candle[] = [];
  let close = 100;
  for (let index = 0; index < count; index += 1) {
    const candle = nextCandle(index, close, random);
    close = candle.close;
    candles.push(candle);
  }
  return candles;
}

function nextCandle(index: number, closeBefore: number, random: () => number): Candle {
  const openTimeMs = FIRST_OPEN_MS + index * HOUR_MS;
  const regime = regimes.find(({ untilIndex }) => index < untilIndex);
  const isSilent = regime === undefined || regime.volatilityPerCandle === 0 || random() < 0.02;
  if (isSilent) {
    return { openTimeMs, open: closeBefore, high: closeBefore, low: closeBefore, close: closeBefore, volume: 0 };
  }
  const { driftPerCandle, volatilityPerCandle } = regime;
  const open = rounded(closeBefore * Math.exp(0.1 * volatilityPerCandle * normal(random)), 100);
  const close = rounded(open * Math.exp(driftPerCandle + volatilityPerCandle * normal(random)), 100);
  const reach = volatilityPerCandle * 0.6;
  const high = rounded(Math.max(open, close) * Math.exp(reach * Math.abs(normal(random))), 100);
  const low = rounded(Math.min(open, close) * Math.exp(-reach * Math.abs(normal(random))), 100);
  const volume = rounded(50 * Math.exp(0.8 * normal(random)) * (1 + 40 * Math.abs(close / open - 1)), 1000);
  return { openTimeMs, open, high, low, close, volume };
}

function rounded(value: number, stepsPerUnit: number): number {
  return Math.round(value * stepsPerUnit) / stepsPerUnit;
}

/** Box and Muller's normal deviate. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** The mulberry32 generator, 0 to below 1. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
