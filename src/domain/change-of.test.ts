import { describe, expect, it } from 'vitest';
import { changeOf, changeRatio, drawdownRatio } from './change-of.ts';

describe('a change', () => {
  it.each([
    [100, 100 - 1.4e-14, 0],
    [100 - 1.4e-14, 100, 0],
    [1000, 1000 + 0.3 * 3333 - 999.9, 0],
    [10_000, 9_998.11, -1.89],
    [0.1, 0.3, 0.2],
    [10_000.1, 10_000.3, 0.2],
    [0, 0, 0],
    [0, 0.000_000_01, 0.000_000_01],
    [0.000_000_02, 0.000_000_03, 0.000_000_01],
    [1e21, 1e21, 0],
    [-5, 5, 10],
  ])('from %d to %d is %d', (from, to, change) => {
    expect(changeOf(from, to)).toBe(change);
  });

  it('from or to a number that does not exist does not exist', () => {
    expect(changeOf(Number.NaN, 1)).toBeNaN();
  });
});

describe('a share', () => {
  it.each([
    [100, 102, 0.02],
    [100, 100 + 1.4e-14, 0],
    [100, 99, -0.01],
    [0, 5, 0],
  ])('of the change from %d to %d is %d', (from, to, ratio) => {
    expect(changeRatio(from, to)).toBe(ratio);
  });

  it.each([
    [100, 80, 0.2],
    [100, 100 - 1.4e-14, 0],
    [100, 101, 0],
    [0, 0, 0],
  ])('of a peak of %d that %d is below it is %d', (peak, equity, ratio) => {
    expect(drawdownRatio(peak, equity)).toBe(ratio);
  });
});
