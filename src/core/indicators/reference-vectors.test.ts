/** Every indicator against TA-Lib's answers, and against a naive formula where TA-Lib has none. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Candle } from '../../domain/market/candle.ts';
import { type Indicator, type IndicatorName, Line, indicators } from './index.ts';

interface Vector {
  readonly indicator: IndicatorName;
  readonly parameters: readonly unknown[];
  readonly reference: string;
  readonly lines: Readonly<Record<string, { readonly firstIndex: number; readonly values: readonly number[] }>>;
}

const file = JSON.parse(readFileSync(new URL('../../../test/vectors/indicators.json', import.meta.url), 'utf8')) as {
  candles: Record<keyof Candle, number[]>;
  vectors: Vector[];
};

const candles: readonly Candle[] = file.candles.openTimeMs.map((openTimeMs, index) => ({
  openTimeMs,
  open: at(file.candles.open, index),
  high: at(file.candles.high, index),
  low: at(file.candles.low, index),
  close: at(file.candles.close, index),
  volume: at(file.candles.volume, index),
}));

/** What each line must be after `seen`, the candles so far; `undefined` before its first value. */
type Naive = (seen: readonly Candle[]) => Readonly<Record<string, number>> | undefined;

interface NaiveCheck {
  readonly indicator: IndicatorName;
  readonly parameters: readonly unknown[];
  readonly naive: Naive;
}

const naiveChecks: readonly NaiveCheck[] = [
  {
    indicator: 'donchian',
    parameters: [20],
    naive: (seen) => {
      if (seen.length < 21) return undefined;
      const window = seen.slice(-21, -1);
      const upper = Math.max(...window.map(({ high }) => high));
      const lower = Math.min(...window.map(({ low }) => low));
      return { upper, middle: (upper + lower) / 2, lower };
    },
  },
  { indicator: 'keltner', parameters: [20, 2, 10], naive: naiveKeltner(20, 2, 10) },
  { indicator: 'keltner', parameters: [5, 1.5, 14], naive: naiveKeltner(5, 1.5, 14) },
  { indicator: 'vwap', parameters: [20], naive: (seen) => (seen.length < 20 ? undefined : vwap(seen.slice(-20))) },
  {
    indicator: 'vwap',
    parameters: [],
    naive: (seen) => vwap(seen.filter((candle) => utcDay(candle) === utcDay(last(seen)))),
  },
  {
    indicator: 'volumeZScore',
    parameters: [20],
    naive: (seen) => {
      if (seen.length < 20) return undefined;
      const window = seen.slice(-20).map(({ volume }) => volume);
      const deviation = Math.sqrt(squaredDeviations(window) / 20);
      return { value: deviation === 0 ? 0 : (last(window) - mean(window)) / deviation };
    },
  },
  {
    indicator: 'realizedVolatility',
    parameters: [20],
    naive: (seen) => {
      if (seen.length < 21) return undefined;
      const closes = seen.slice(-21).map(({ close }) => close);
      const returns = closes.slice(1).map((close, index) => Math.log(close) - Math.log(at(closes, index)));
      return { value: Math.sqrt(squaredDeviations(returns) / 19) };
    },
  },
  {
    indicator: 'parkinson',
    parameters: [20],
    naive: (seen) => {
      if (seen.length < 20) return undefined;
      const squares = seen.slice(-20).map(({ high, low }) => (Math.log(high) - Math.log(low)) ** 2);
      return { value: Math.sqrt(mean(squares) / (4 * Math.log(2))) };
    },
  },
];

describe('reference values', () => {
  it.each(Object.keys(indicators))('%s has a TA-Lib vector, a naive formula, or a test of its own', (name) => {
    const checked: string[] = [...file.vectors, ...naiveChecks].map(({ indicator }) => indicator);
    const ownTest = `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.test.ts`;
    const isChecked = checked.includes(name) || existsSync(new URL(ownTest, import.meta.url));
    expect(isChecked, `hold ${name} against its formula in ${ownTest}, or add it to make-indicator-vectors.ts`).toBe(
      true,
    );
  });

  it.each(file.vectors)('$indicator $parameters equals TA-Lib $reference at every candle', (vector) => {
    const actual = run(vector);
    expect(Object.keys(actual)).toEqual(Object.keys(vector.lines));
    // TA-Lib asked per line begins each as early as it can; an indicator's lines begin together, with the last of them.
    const firstIndex = Math.max(...Object.values(vector.lines).map((line) => line.firstIndex));
    for (const [name, line] of Object.entries(vector.lines)) {
      const expected = candles.map((_, index) => {
        if (index < firstIndex) return Number.NaN;
        return flatBand(vector, index) ?? at(line.values, index - line.firstIndex);
      });
      expect(mismatches(actual[name] ?? [], expected), name).toEqual([]);
    }
  });

  it.each(naiveChecks)('$indicator $parameters equals its direct formula at every candle', (check) => {
    const expected = candles.map((_, index) => check.naive(candles.slice(0, index + 1)));
    for (const [name, values] of Object.entries(run(check))) {
      const column = expected.map((lines) => (lines === undefined ? Number.NaN : (lines[name] as number)));
      expect(mismatches(values, column), name).toEqual([]);
    }
  });
});

function run({ indicator, parameters }: { indicator: IndicatorName; parameters: readonly unknown[] }) {
  const instance = Reflect.apply(indicators[indicator], undefined, parameters) as Indicator;
  const lines = instance.output instanceof Line ? { value: instance.output } : instance.output;
  const columns: Record<string, number[]> = Object.fromEntries(Object.keys(lines).map((name) => [name, []]));
  for (const candle of candles) {
    instance.update(candle);
    for (const [name, line] of Object.entries(lines)) columns[name]?.push(line.current);
  }
  return columns;
}

/**
 * Bands around equal closes have no width. TA-Lib subtracts the squared mean from the mean of squares and is left with
 * rounding, whose root is 1e-7 of the price: the one place where it is not the reference.
 */
function flatBand({ indicator, parameters }: Vector, index: number): number | undefined {
  if (indicator !== 'bollinger') return undefined;
  const window = candles.slice(index + 1 - Number(parameters[0]), index + 1);
  const { close } = last(window);
  return window.every((candle) => candle.close === close) ? close : undefined;
}

/** Relative to 1e-9; the floor is the noise that TA-Lib's own running sums leave where a value should be zero. */
function mismatches(actual: readonly number[], expected: readonly number[]): string[] {
  const floor = 1e-12 * Math.max(...expected.filter(Number.isFinite).map(Math.abs));
  return expected.flatMap((value, index) => {
    const answer = at(actual, index);
    const isEqual = Number.isNaN(value)
      ? Number.isNaN(answer)
      : Math.abs(answer - value) <= Math.max(1e-9 * Math.abs(value), floor);
    return isEqual ? [] : [`candle ${index}: expected ${value}, was ${answer}`];
  });
}

function naiveKeltner(period: number, multiple: number, atrPeriod: number): Naive {
  return (seen) => {
    if (seen.length < Math.max(period, atrPeriod + 1)) return undefined;
    const ranges = seen.slice(1).map(({ high, low }, index) => {
      const { close } = at(seen, index);
      return Math.max(high - low, Math.abs(high - close), Math.abs(low - close));
    });
    const closes = seen.map(({ close }) => close);
    const middle = smoothed(closes, period, 2 / (period + 1));
    const range = smoothed(ranges, atrPeriod, 1 / atrPeriod);
    return { upper: middle + multiple * range, middle, lower: middle - multiple * range };
  };
}

function smoothed(values: readonly number[], period: number, alpha: number): number {
  const seed = mean(values.slice(0, period));
  return values.slice(period).reduce((average, value) => (1 - alpha) * average + alpha * value, seed);
}

function utcDay(candle: Candle): string {
  return new Date(candle.openTimeMs).toISOString().slice(0, 10);
}

function typical({ high, low, close }: Candle): number {
  return (high + low + close) / 3;
}

function vwap(window: readonly Candle[]): { value: number } {
  const volume = window.reduce((sum, candle) => sum + candle.volume, 0);
  const turnover = window.reduce((sum, candle) => sum + typical(candle) * candle.volume, 0);
  return { value: volume === 0 ? typical(last(window)) : turnover / volume };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squaredDeviations(values: readonly number[]): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0);
}

function at<Value>(values: readonly Value[], index: number): Value {
  return values[index] as Value;
}

function last<Value>(values: readonly Value[]): Value {
  return at(values, values.length - 1);
}
