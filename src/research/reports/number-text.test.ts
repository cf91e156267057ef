import { expect, it } from 'vitest';
import { durationText, metricText, moneyText, numberText, percentText, timeText } from './index.ts';

it.each([
  [0.1234567, '12.35 %'],
  [-0.5, '-50.00 %'],
  [12.3456, '1,234.56 %'],
  [-0.000_001, '0.00 %'],
  [undefined, '–'],
  [null, '–'],
  [Number.NaN, '–'],
])('the ratio %s reads %s', (ratio, text) => {
  expect(percentText(ratio)).toBe(text);
});

it.each([
  [1_234_567.891, 'USDT', '1,234,567.89'],
  [-1234.5, 'USDT', '-1,234.50'],
  [999.999, 'USDT', '1,000.00'],
  [0, 'USDT', '0.00'],
  [0.000_012_34, 'USDT', '0.000012'],
  [0.0123, 'USDT', '0.012'],
  [1.234_567_8, 'BTC', '1.234568'],
  [undefined, 'USDT', '–'],
])('%s %s reads %s', (value, quote, text) => {
  expect(moneyText(value, quote)).toBe(text);
});

it.each([
  [3 * 86_400_000 + 4 * 3_600_000 + 59 * 60_000, '3d 4h'],
  [45 * 60_000, '45m'],
  [90_000, '1m 30s'],
  [86_400_000, '1d'],
  [86_400_000 + 60_000, '1d'],
  [59_999, '1m'],
  [400, '0s'],
  [0, '0s'],
  [-7_200_000, '-2h'],
  [null, '–'],
])('%s milliseconds read %s', (milliseconds, text) => {
  expect(durationText(milliseconds)).toBe(text);
});

it('numbers are grouped by thousands and never a negative zero', () => {
  expect([numberText(1234567), numberText(-0.001), numberText(-1234, 0)]).toEqual(['1,234,567.00', '0.00', '-1,234']);
});

it('times are UTC to the minute', () => {
  expect(timeText(Date.UTC(2024, 4, 1, 13, 5, 59))).toBe('2024-05-01 13:05');
});

it.each([
  [0.5, 'ratio', { text: '50.00', unit: '%' }],
  [1234.5, 'quote', { text: '1,234.50', unit: 'USDT' }],
  [3_600_000, 'milliseconds', { text: '1h', unit: '' }],
  [1234, 'count', { text: '1,234', unit: '' }],
  [0.25, 'perDay', { text: '0.25', unit: 'per day' }],
  [1.5, 'number', { text: '1.50', unit: '' }],
] as const)('%s as %s is written with its unit', (value, unit, expected) => {
  expect(metricText(value, unit, 'USDT')).toEqual(expected);
});
