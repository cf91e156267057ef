import { describe, expect, it } from 'vitest';
import { LatencyWindow } from './latency-window.ts';

function windowOf(samples: Iterable<number>, budgetMs = 0): LatencyWindow {
  const window = new LatencyWindow(budgetMs);
  for (const sample of samples) window.push(sample);
  return window;
}

const oneTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

describe('LatencyWindow', () => {
  it('knows nothing before the first sample, and is within its budget', () => {
    expect(windowOf([], 5).summary()).toEqual({
      count: 0,
      p50Ms: null,
      p95Ms: null,
      p99Ms: null,
      budgetMs: 5,
      isWithinBudget: true,
    });
  });

  it.each([
    [1, { p50Ms: 1, p95Ms: 1, p99Ms: 1 }],
    [100, { p50Ms: 50, p95Ms: 95, p99Ms: 99 }],
    [1000, { p50Ms: 500, p95Ms: 950, p99Ms: 990 }],
  ])('of 1..%i the percentiles are the nearest ranks', (count, expected) => {
    expect(windowOf(oneTo(count).toReversed()).summary()).toMatchObject({ count, ...expected });
  });

  it('looks at the latest thousand and counts all', () => {
    const window = windowOf([...oneTo(1000).map(() => 1e6), ...oneTo(1000)]);
    expect(window.summary()).toMatchObject({ count: 2000, p50Ms: 500, p99Ms: 990 });
  });

  it.each([
    [0, 1e9, false, true],
    [10, 10, false, true],
    [10, 10.1, true, false],
  ])('a budget of %f ms against %f ms', (budgetMs, sample, isOver, isWithinBudget) => {
    const window = windowOf([sample], budgetMs);
    expect(window.isOver(sample)).toBe(isOver);
    expect(window.summary().isWithinBudget).toBe(isWithinBudget);
  });
});
