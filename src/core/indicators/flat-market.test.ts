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

  // TA-Lib 0.8.1: RSI, ADX, PLUS_DI, MINUS_DI of period 5, STOCH 5-3-3. At 5000 candles its averages are so near to 0 that
  // rounding gives RSI 50 and +DI 100; what it settled at before is right.
  const busy = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8].map(busyCandle);
  const [index, plusDi, minusDi] = [62.83022777065121, 54.494940449253434, 19.17504719825306];
  const settled = (100 * (plusDi - minusDi)) / (plusDi + minusDi);
  it.each([
    ['after 1 candle', [...busy, ...still(8, 1)], index, 36.446135175280304, plusDi, minusDi, 68.9068100358423],
    ['after 10 candles', [...busy, ...still(8, 10)], index, 46.400258998245604, plusDi, minusDi, 0],
    ['after 100 candles', [...busy, ...still(8, 100)], index, 47.94339510119236, plusDi, minusDi, 0],
    ['after 5000 candles', [...busy, ...still(8, 5000)], index, settled, plusDi, minusDi, 0],
    [
      'before it moved',
      [...still(3, 40), ...busy],
      63.96856130022562,
      33.0326861534753,
      54.551260256274524,
      18.436185056853482,
      49.3038323683485,
    ],
    [
      'for a while',
      [...busy, ...still(8, 200), ...busy],
      61.97214623822064,
      30.808285998149938,
      53.55087340042556,
      20.57918118958679,
      49.3038323683485,
    ],
  ] as const)(
    'keeps what TA-Lib keeps when it stood still %s, at any price',
    (_when, candles, value, average, plus, minus, k) => {
      for (const scale of [1, 2 ** -34, 2 ** 50]) {
        const scaled = candles.map((candle) => scaledBy(scale, candle));
        const [rsi, adx, stochastic] = [create('rsi', [5]), create('adx', [5]), create('stochastic', [5, 3, 3])];
        for (const indicator of [rsi, adx, stochastic]) feed(indicator, scaled);
        expect(values(rsi)['value']).toBeCloseTo(value, 9);
        expect(values(adx)['adx']).toBeCloseTo(average, 9);
        expect(values(adx)['plusDi']).toBeCloseTo(plus, 9);
        expect(values(adx)['minusDi']).toBeCloseTo(minus, 9);
        expect(values(stochastic)['k']).toBeCloseTo(k, 9);
      }
    },
  );

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

function still(at: number, count: number): Candle[] {
  return Array.from({ length: count }, () => ({ openTimeMs: 0, open: at, high: at, low: at, close: at, volume: 0 }));
}

function scaledBy(scale: number, { open, high, low, close, ...rest }: Candle): Candle {
  return { ...rest, open: open * scale, high: high * scale, low: low * scale, close: close * scale };
}

function busyCandle(close: number): Candle {
  return { openTimeMs: 0, open: close, high: close * 1.25, low: close * 0.75, close, volume: 1 };
}
