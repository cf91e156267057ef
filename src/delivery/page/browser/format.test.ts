import { describe, expect, it } from 'vitest';
import { timeTicks, valueTicks } from './charts/axis.ts';
import { formatChange, formatDuration, formatPercent, formatPrice, formatTick, formatTime } from './format.ts';

describe('numbers', () => {
  it.each([
    [formatChange(12.345), '+12.35'],
    [formatChange(-12.345), '−12.35'],
    [formatChange(-0.001), '0.00'],
    [formatPercent(-0.0123), '−1.23 %'],
    [formatPercent(0.5, false), '50.00 %'],
    [formatPercent(-0.00001), '0.00 %'],
    [formatPrice(65_123.4), '65,123.40'],
    [formatPrice(0.000_012_34), '0.00001234'],
    [formatPrice(0), '0'],
    [formatTick(9990, 10), '9,990'],
    [formatTick(0.25, 0.05), '0.25'],
  ])('%s', (shown, expected) => expect(shown).toBe(expected));
});

describe('times', () => {
  it.each([
    [formatTime(Date.UTC(2026, 10, 2, 3, 4)), '2 Nov 03:04'],
    [formatDuration(59_000), '1 min'],
    [formatDuration(3 * 3_600_000), '3 h'],
    [formatDuration(26 * 3_600_000), '1 d 2 h'],
    [formatDuration(-5), '0 min'],
  ])('%s', (shown, expected) => expect(shown).toBe(expected));
});

describe('ticks', () => {
  it('are round and within the range', () => {
    expect(valueTicks(9981, 10_019, 4)).toEqual([9990, 10_000, 10_010]);
    expect(valueTicks(5, 5, 4)).toEqual([5]);
  });

  it('of time are whole hours or days', () => {
    const dayMs = 86_400_000;
    const { ticks, areDays } = timeTicks(dayMs / 2, 4.5 * dayMs, 4);
    expect([ticks, areDays]).toEqual([[dayMs, 2 * dayMs, 3 * dayMs, 4 * dayMs], true]);
  });
});
