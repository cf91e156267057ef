import { describe, expect, it } from 'vitest';
import { type FlowPoint, flowFreeCurve } from './flow-free.ts';
import { summarize } from './index.ts';

const DAY = 86_400_000;
const times = (length: number) => Float64Array.from({ length }, (_, day) => (day + 1) * DAY);

function curve(equity: readonly number[], flows: readonly FlowPoint[]): number[] {
  return [...flowFreeCurve(times(equity.length), Float64Array.from(equity), flows)];
}

describe('a curve without its flows', () => {
  it('is the same one where there were none', () => {
    const equity = Float64Array.from([1, 2]);
    expect(flowFreeCurve(times(2), equity, [])).toBe(equity);
  });

  it.each<[string, readonly number[], readonly FlowPoint[], readonly number[]]>([
    // 100 → 110, 90 paid in, 200 → 220: two times ten percent.
    ['a deposit after a point', [100, 110, 220], [{ timeMs: 2 * DAY, amount: 90, equityBefore: 110 }], [100, 110, 121]],
    // Up by a fifth to 120 when 60 went out, and by a tenth on what was left.
    ['a withdrawal between points', [100, 66], [{ timeMs: 1.5 * DAY, amount: -60, equityBefore: 120 }], [100, 132]],
    [
      'two at once',
      [100, 300],
      [
        { timeMs: DAY, amount: 100, equityBefore: 100 },
        { timeMs: DAY, amount: 100, equityBefore: 200 },
      ],
      [100, 100],
    ],
    ['one after the last point', [100, 90], [{ timeMs: 2 * DAY, amount: 1, equityBefore: 90 }], [100, 90]],
    [
      'everything, and a new beginning',
      [100, 0, 50, 55],
      [
        { timeMs: 1.5 * DAY, amount: -120, equityBefore: 120 },
        { timeMs: 2.5 * DAY, amount: 50, equityBefore: 0 },
      ],
      [100, 120, 120, 132],
    ],
  ])('%s', (_what, equity, flows, expected) => {
    const found = curve(equity, flows);
    expected.forEach((value, at) => expect(found[at]).toBeCloseTo(value, 9));
  });

  it('gives returns by time and profit by money', () => {
    const flows = [{ timeMs: 2 * DAY, amount: 90, equityBefore: 110 }];
    const input = { timeMs: times(3), equity: Float64Array.from([100, 110, 220]), trips: [], flows };
    const { totalReturn, netProfit, maxDrawdown, turnover } = summarize({ ...input, tradedNotional: 430 });
    expect([totalReturn, netProfit, maxDrawdown]).toEqual([expect.closeTo(0.21, 9), 30, 0]);
    expect(turnover).toBeCloseTo(430 / ((100 + 110 + 220) / 3), 9);
  });
});
