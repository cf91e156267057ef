import { describe, expect, it } from 'vitest';
import { type Candle, candleProblem } from '../../../domain/market/candle.ts';
import { fromSignal } from '../../../domain/units.ts';
import { type MarketModelOptions, createMarketModel } from './market-model.ts';
import { simulatedInstruments } from './simulated-instruments.ts';

const MINUTE = 60_000;
const PAIRS = simulatedInstruments(['BTC/USDT', 'ETH/USDT', 'XRP/NOK']);

function aMarket(options: Partial<MarketModelOptions> = {}) {
  return createMarketModel({ seed: 11, instruments: PAIRS, intervalMs: MINUTE, startMs: 0, ...options });
}

/** The next candles of one place; missing ones are left out. */
function candlesOf(market: ReturnType<typeof aMarket>, count: number, place = 0): Candle[] {
  const candles: Candle[] = [];
  for (let i = 0; i < count; i += 1) {
    market.advance();
    const candle = market.candleAt(place);
    if (candle) candles.push({ ...candle });
  }
  return candles;
}

function returnsOf(candles: readonly Candle[]): number[] {
  return candles.map(({ close }, i) => Math.log(close / (candles[i - 1]?.close ?? close)));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function center(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function measuredCorrelation(asked: number): number {
  const [a, b] = [0, 1].map((place) => returnsOf(candlesOf(aMarket({ correlation: asked }), 4000, place)));
  return correlation(a ?? [], b ?? []);
}

describe('the synthetic market', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(candlesOf(aMarket(), 500)).toEqual(candlesOf(aMarket(), 500));
    expect(candlesOf(aMarket({ seed: 12 }), 5)).not.toEqual(candlesOf(aMarket(), 5));
  });

  it('leaves an instrument alone when others join', () => {
    const alone = aMarket({ instruments: simulatedInstruments(['ETH/USDT']) });
    expect(candlesOf(alone, 300)).toEqual(candlesOf(aMarket(), 300, 1));
  });

  it('skips to a time and goes on as if it had been read', () => {
    const skipped = aMarket();
    skipped.skipTo(199.5 * MINUTE);
    expect(skipped.nextOpenTimeMs).toBe(200 * MINUTE);
    expect(candlesOf(skipped, 50)).toEqual(candlesOf(aMarket(), 250).slice(200));
    skipped.skipTo(0);
    expect(skipped.nextOpenTimeMs).toBe(250 * MINUTE);
  });

  it.each([0, 1, 2])('has sound candles on tick and step, one per interval, for instrument %i', (place) => {
    const instrument = PAIRS[place];
    for (const [i, candle] of candlesOf(aMarket(), 3000, place).entries()) {
      expect(candleProblem(candle)).toBeUndefined();
      expect(candle.openTimeMs).toBe(i * MINUTE);
      for (const price of [candle.open, candle.high, candle.low, candle.close]) {
        expect(fromSignal(price) % (instrument?.tickSize ?? 0n)).toBe(0n);
      }
      expect(fromSignal(candle.volume) % (instrument?.stepSize ?? 0n)).toBe(0n);
    }
  });

  it('moves its instruments together, as much as it is told to', () => {
    expect(measuredCorrelation(0.9)).toBeGreaterThan(0.6);
    expect(measuredCorrelation(0)).toBeLessThan(0.2);
  });

  it('has gaps between close and open, fat tails, and crashes', () => {
    const candles = candlesOf(aMarket(), 60_000);
    const returns = returnsOf(candles);
    const sigma = Math.sqrt(returns.reduce((sum, move) => sum + move * move, 0) / returns.length);
    const gaps = candles.filter(({ open }, i) => Math.abs(open / (candles[i - 1]?.close ?? open) - 1) > 2 * sigma);
    expect(gaps.length).toBeGreaterThan(30);
    expect(returns.filter((move) => Math.abs(move) > 5 * sigma).length).toBeGreaterThan(30);
    const worst = Math.min(...candles.map(({ close }, i) => close / (candles[i - 16]?.close ?? close) - 1));
    // Without crashes the worst quarter of an hour loses about 25.
    expect(worst).toBeLessThan(-40 * sigma);
  });

  it('has calm and wild times, and volume that goes with the range', () => {
    const candles = candlesOf(aMarket(), 20_000);
    const ranges = candles.map(({ high, low, open }) => (high - low) / open);
    const weeks = Array.from({ length: 20 }, (_, i) => ranges.slice(i * 1000, (i + 1) * 1000));
    const means = weeks.map((week) => week.reduce((sum, range) => sum + range, 0) / week.length);
    expect(Math.max(...means) / Math.min(...means)).toBeGreaterThan(1.5);
    expect(correlation(center(ranges), center(candles.map(({ volume }) => volume)))).toBeGreaterThan(0.5);
  });

  it('stays within reach of where it began', () => {
    const closes = candlesOf(aMarket({ intervalMs: 3_600_000 }), 50_000).map(({ close }) => close);
    expect(Math.min(...closes)).toBeGreaterThan(60_000 / 20);
    expect(Math.max(...closes)).toBeLessThan(60_000 * 20);
  });

  it('misses the share of candles it is told to, without losing its way', () => {
    const gappy = candlesOf(aMarket({ missingRatio: 0.1 }), 5000);
    expect(gappy.length).toBeGreaterThan(4300);
    expect(gappy.length).toBeLessThan(4700);
    const whole = new Map(candlesOf(aMarket(), 5000).map((candle) => [candle.openTimeMs, candle]));
    for (const candle of gappy) expect(candle).toEqual(whole.get(candle.openTimeMs));
  });

  it('follows another profile when one is given', () => {
    const profiles = { 'BTC/USDT': { startPrice: 100, volatility: 0.5, dailyTurnover: 1e6 } };
    const [first] = candlesOf(aMarket({ profiles }), 1);
    expect(first?.open).toBeCloseTo(100, 0);
  });
});
