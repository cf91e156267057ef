import { describe, expect, it } from 'vitest';
import { spreadOf } from '../../bench/compare/spread.ts';

describe('the spread', () => {
  it.each([
    { values: [3], min: 3, lowerQuartile: 3, median: 3, upperQuartile: 3, max: 3 },
    { values: [2, 1], min: 1, lowerQuartile: 1.25, median: 1.5, upperQuartile: 1.75, max: 2 },
    { values: [4, 1, 3, 2], min: 1, lowerQuartile: 1.75, median: 2.5, upperQuartile: 3.25, max: 4 },
    { values: [9, 8, 7, 6, 5, 4, 3, 2, 1], min: 1, lowerQuartile: 3, median: 5, upperQuartile: 7, max: 9 },
    { values: [10, 9, 100], min: 9, lowerQuartile: 9.5, median: 10, upperQuartile: 55, max: 100 },
  ])('of $values has the median $median', ({ values, ...spread }) => {
    expect(spreadOf(values)).toEqual(spread);
  });

  it('leaves the values as they are', () => {
    const values = [2, 1];
    spreadOf(values);
    expect(values).toEqual([2, 1]);
  });

  it('of nothing does not exist', () => {
    expect(() => spreadOf([])).toThrow(RangeError);
  });
});
