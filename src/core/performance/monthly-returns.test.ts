import { expect, it } from 'vitest';
import { monthlyReturns } from './index.ts';

const DAY = 86_400_000;

it('a month ends with its last day, and the next one starts from there', () => {
  const firstDay = Date.UTC(2023, 11, 30) / DAY;
  const january = Array.from({ length: 31 }, (_, day) => 110 + day);
  const rows = monthlyReturns({ startEquity: 100, firstDay, equity: Float64Array.from([105, 110, ...january, 70]) });
  expect(rows.map(({ year }) => year)).toEqual([2023, 2024]);
  const [first, second] = rows;
  expect(first?.months.findIndex((value) => value !== undefined)).toBe(11);
  expect(first?.months[11]).toBeCloseTo(0.1, 12);
  expect(second?.months.slice(0, 3)).toEqual([140 / 110 - 1, -0.5, undefined].map((x) => x && expect.closeTo(x, 12)));
  expect(first?.total).toBeCloseTo(0.1, 12);
  expect(second?.total).toBeCloseTo(70 / 110 - 1, 12);
});

it('no days, no years', () => {
  expect(monthlyReturns({ startEquity: 0, firstDay: 0, equity: new Float64Array(0) })).toEqual([]);
});
