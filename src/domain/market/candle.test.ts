import { describe, expect, it } from 'vitest';
import { type Candle, candleProblem } from './candle.ts';

function aCandle(parts: Partial<Candle> = {}): Candle {
  return { openTimeMs: 60_000, open: 100, high: 110, low: 90, close: 105, volume: 3, ...parts };
}

describe('a candle', () => {
  it.each([
    ['ordinary', {}],
    ['without trades', { open: 100, high: 100, low: 100, close: 100, volume: 0 }],
    ['before 1970', { openTimeMs: -60_000 }],
    ['of a tiny price', { open: 1e-8, high: 1e-8, low: 1e-8, close: 1e-8 }],
  ])('that is %s can be traded on', (_title, parts) => {
    expect(candleProblem(aCandle(parts))).toBeUndefined();
  });

  it.each<[Partial<Candle>, string]>([
    [{ openTimeMs: 1.5 }, 'open time must be whole milliseconds, value was 1.5'],
    [{ openTimeMs: Number.NaN }, 'open time must be whole milliseconds, value was NaN'],
    [{ open: 0 }, 'open must be a positive number, value was 0'],
    [{ high: Number.POSITIVE_INFINITY }, 'high must be a positive number, value was Infinity'],
    [{ low: -1 }, 'low must be a positive number, value was -1'],
    [{ close: Number.NaN }, 'close must be a positive number, value was NaN'],
    [{ volume: -0.1 }, 'volume must be zero or more, value was -0.1'],
    [{ volume: Number.NaN }, 'volume must be zero or more, value was NaN'],
    [{ high: 80 }, 'high must not be below low, values were 80 and 90'],
    [{ open: 111 }, 'high must be the highest price, values were high 110, open 111, close 105'],
    [{ close: 111 }, 'high must be the highest price, values were high 110, open 100, close 111'],
    [{ open: 89 }, 'low must be the lowest price, values were low 90, open 89, close 105'],
    [{ close: 89 }, 'low must be the lowest price, values were low 90, open 100, close 89'],
  ])('with %o is refused', (parts, problem) => {
    expect(candleProblem(aCandle(parts))).toBe(problem);
  });
});
