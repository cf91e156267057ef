import { describe, expect, it } from 'vitest';
import { formatCount, formatNumber, formatRatio, formatTime } from './format-value.ts';

describe('values in tables', () => {
  it('show numbers that do not exist as a dash, never as zero', () => {
    expect([formatNumber(undefined), formatRatio(Number.NaN), formatTime(undefined), formatCount(undefined)]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
  });

  it('group thousands, read ratios as percent and times as UTC', () => {
    expect(formatNumber(1234567.891)).toBe('1,234,567.89');
    expect([formatNumber(-1.4e-14), formatNumber(-0), formatNumber(-0.006)]).toEqual(['0.00', '0.00', '-0.01']);
    expect(formatRatio(0.0213)).toBe('2.13 %');
    expect(formatCount(29455)).toBe('29,455');
    expect(formatTime(Date.UTC(2024, 1, 3, 4, 5))).toBe('2024-02-03 04:05');
  });
});
