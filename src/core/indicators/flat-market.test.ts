/** What a strategy reads when nothing moves or nobody trades, and what it is told when it asks for the impossible. */
import { describe, expect, it } from 'vitest';
import type { Candle } from '../../domain/market/candle.ts';
import { type Indicator, type IndicatorName, Line, indicators } from './index.ts';

const price = 0.1;

/** Of indicators whose own test does not say it. */
const onFlatMarket: Partial<Record<IndicatorName, Readonly<Record<string, number>>>> = {
  ema: { value: price },
  sma: { value: price },
  wma: { value: price },
  rsi: { value: 0 },
  macd: { macd: 0, signal: 0, histogram: 0 },
  atr: { value: 0 },
  bollinger: { upper: price, middle: price, lower: price },
  adx: { adx: 0, plusDi: 0, minusDi: 0 },
  roc: { value: 0 },
  stochastic: { k: 0, d: 0 },
  donchian: { upper: price, middle: price, lower: price },
  keltner: { upper: price, middle: price, lower: price },
  vwap: { value: price },
  obv: { value: 0 },
  volumeZScore: { value: 0 },
  realizedVolatility: { value: 0 },
  parkinson: { value: 0 },
};

describe('a market where nothing ever happened', () => {
  it.each(Object.entries(onFlatMarket))('gives %s its documented value', (name, expected) => {
    const indicator = create(name as IndicatorName, [5]);
    feed(indicator, Array.from({ length: 500 }, flatCandle));
    expectLines(indicator, expected);
  });
});

describe('a market that fell asleep', () => {
  it.each(Object.keys(indicators) as IndicatorName[])('gives %s finite values, however long it lasts', (name) => {
    const indicator = create(name, [5]);
    feed(indicator, [3, 1, 4, 1, 5, 9, 2, 6, 5, 3].map(busyCandle));
    for (let index = 10; index < 20_000; index += 1) {
      indicator.update(flatCandle(undefined, index));
      for (const value of Object.values(values(indicator))) {
        if (index >= indicator.warmUp) expect(Number.isFinite(value)).toBe(true);
      }
    }
  });

  it('leaves RSI, the directional indicators and ADX where they were', () => {
    const rsi = create('rsi', [5]);
    const adx = create('adx', [5]);
    for (const indicator of [rsi, adx]) feed(indicator, [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8].map(busyCandle));
    // A flat candle is a last movement, from the busy price to the flat one; from then on nothing moves.
    for (const indicator of [rsi, adx]) feed(indicator, [flatCandle(undefined, 0)]);
    const [index, { plusDi, minusDi }] = [values(rsi), values(adx)] as const;
    for (const indicator of [rsi, adx]) feed(indicator, Array.from({ length: 5000 }, flatCandle));
    expect(values(rsi)['value']).toBeCloseTo(index['value'] ?? 0, 6);
    expect(values(adx)['plusDi']).toBeCloseTo(plusDi ?? 0, 6);
    expect(values(adx)['minusDi']).toBeCloseTo(minusDi ?? 0, 6);
    expect(index['value']).toBeGreaterThan(0);
    // Wilder's average of an index that stays is that index.
    const still = values(adx);
    const [up = 0, down = 0] = [still['plusDi'], still['minusDi']];
    expect(still['adx']).toBeCloseTo((100 * Math.abs(up - down)) / (up + down), 6);
  });

  it('keeps RSI alive on a coin whose every move is below TA-Lib’s absolute 1e-8', () => {
    const dear = create('rsi', [5]);
    const cheap = create('rsi', [5]);
    const closes = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3];
    feed(dear, closes.map(busyCandle));
    feed(
      cheap,
      closes.map((close) => busyCandle(close * 2 ** -40)),
    );
    expect(values(cheap)).toEqual(values(dear));
  });
});

describe('parameters that make no sense', () => {
  it.each([
    ['macd', [26, 12, 9], 'macd fast must be below slow, which is 12, value was 26'],
    ['macd', [12, 26, 0], 'macd signal must be a whole number from 1 to 1000000, value was 0'],
    ['bollinger', [20, 0], 'bollinger deviations must be a finite number above 0, value was 0'],
    ['bollinger', [1], 'bollinger period must be a whole number from 2 to 1000000, value was 1'],
    ['keltner', [20, Number.NaN], 'keltner multiple must be a finite number above 0, value was NaN'],
    ['keltner', [20, 2, 0], 'keltner atrPeriod must be a whole number from 1 to 1000000, value was 0'],
    ['stochastic', [14, 0, 3], 'stochastic kSmoothing must be a whole number from 1 to 1000000, value was 0'],
    ['stochastic', [14, 3, 1.5], 'stochastic dPeriod must be a whole number from 1 to 1000000, value was 1.5'],
    ['donchian', [20, { excludeCurrent: 0 }], 'donchian excludeCurrent must be true or false, value was 0'],
    ['ema', [5, 'mid'], 'ema source must be one of close, open, high, low, hl2, hlc3, ohlc4, value was mid'],
    ['sma', [5, 'mid'], 'sma source must be one of close, open, high, low, hl2, hlc3, ohlc4, value was mid'],
    ['wma', [5, 'mid'], 'wma source must be one of close, open, high, low, hl2, hlc3, ohlc4, value was mid'],
    ['rsi', [5, 'mid'], 'rsi source must be one of close, open, high, low, hl2, hlc3, ohlc4, value was mid'],
  ] as const)('are refused: %s %j', (name, parameters, message) => {
    expect(() => create(name, parameters)).toThrow(new RangeError(message));
  });

  it('are refused in a saved state too: one of another period is a broken promise', () => {
    const state = create('sma', [5]).save();
    expect(() => create('sma', [6]).restore(state)).toThrow(/^state must hold/);
    expect(() => create('sma', [4]).restore(state)).toThrow(/^state must hold/);
    expect(() => create('obv', []).restore(state)).toThrow(/^state must hold/);
  });
});

describe('obv', () => {
  it('loses no small volume to a large one', () => {
    const obv = create('obv', []);
    const closes = [1, 2, 3, 2];
    const volumes = [0.25, 1e17, 0.5, 1e17];
    closes.forEach((close, index) => obv.update({ ...busyCandle(close), volume: volumes[index] ?? 0 }));
    expect(values(obv)).toEqual({ value: 0.75 });
  });
});

function create(name: IndicatorName, parameters: readonly unknown[]): Indicator {
  return Reflect.apply(indicators[name], undefined, parameters) as Indicator;
}

function feed(indicator: Indicator, candles: readonly Candle[]): void {
  for (const candle of candles) indicator.update(candle);
}

function values({ output }: Indicator): Readonly<Record<string, number>> {
  const lines = output instanceof Line ? { value: output } : output;
  return Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, line.current]));
}

function expectLines(indicator: Indicator, expected: Readonly<Record<string, number>>): void {
  const actual = values(indicator);
  expect(Object.keys(actual)).toEqual(Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) expect(actual[name], name).toBeCloseTo(value, 14);
}

function flatCandle(_: unknown, index: number): Candle {
  return { openTimeMs: index * 60_000, open: price, high: price, low: price, close: price, volume: 0 };
}

function busyCandle(close: number): Candle {
  return { openTimeMs: 0, open: close, high: close * 1.25, low: close * 0.75, close, volume: 1 };
}
