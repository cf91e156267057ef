import { describe, expect, it } from 'vitest';
import { readCurve } from './index.ts';
import { readReturns } from './read-returns.ts';
import { START_MS } from './testing.ts';

const HOUR = 3_600_000;

function curve(points: readonly (readonly [hour: number, equity: number])[]) {
  return readCurve(
    Float64Array.from(points, ([hour]) => START_MS + hour * HOUR),
    Float64Array.from(points, ([, equity]) => equity),
  );
}

describe('day ends', () => {
  it('a point at exactly midnight closes the day that ends there', () => {
    const { daily } = curve([
      [1, 100],
      [24, 110],
      [25, 120],
      [48, 121],
    ]);
    expect([...daily.equity]).toEqual([110, 121]);
    expect(daily.firstDay * 24 * HOUR).toBe(START_MS);
  });

  it('the last day counts although it is not over', () => {
    expect([
      ...curve([
        [1, 100],
        [24, 110],
        [30, 99],
      ]).daily.equity,
    ]).toEqual([110, 99]);
  });

  it('days without a point keep the equity before them and return nothing', () => {
    const { daily } = curve([
      [1, 100],
      [24, 110],
      [24 * 4, 121],
    ]);
    expect([...daily.equity]).toEqual([110, 110, 110, 121]);
    expect([...readReturns(daily).values].map((value) => Number(value.toFixed(6)))).toEqual([0.1, 0, 0, 0.1]);
  });

  it('a starting point alone in its day is not a day of its own', () => {
    const { daily } = curve([
      [0, 100],
      [24, 110],
    ]);
    expect([...daily.equity]).toEqual([110]);
    expect(daily.startEquity).toBe(100);
    expect(daily.firstDay * 24 * HOUR).toBe(START_MS);
  });
});

describe('drawdown', () => {
  it('is the deepest fall from the running peak, also within a day', () => {
    const { maxDrawdownRatio } = curve([
      [1, 100],
      [2, 200],
      [3, 150],
      [4, 190],
      [5, 210],
      [6, 189],
    ]);
    expect(maxDrawdownRatio).toBe(0.25);
  });

  it.each([
    [
      'from the peak to the point that reaches it again',
      [
        [0, 100],
        [5, 90],
        [9, 100],
        [10, 99],
        [12, 101],
      ],
      9,
    ],
    [
      'to the end when it is never reached again',
      [
        [0, 100],
        [1, 99],
        [2, 100],
        [3, 90],
        [40, 95],
      ],
      38,
    ],
    [
      'from the latest of equal peaks',
      [
        [0, 100],
        [7, 100],
        [8, 99],
        [10, 100],
      ],
      3,
    ],
    [
      'zero while equity only grows or stands still',
      [
        [0, 100],
        [5, 100],
        [9, 101],
      ],
      0,
    ],
  ] as const)('its longest time counts %s', (_, points, hours) => {
    expect(curve(points).longestDrawdownMs).toBe(hours * HOUR);
  });
});

it('columns of unequal length are our own mistake', () => {
  expect(() => readCurve(new Float64Array(2), new Float64Array(3))).toThrow('columns must be equally long');
});
