import { quotient } from './quotient.ts';
import type { DailyEquity } from './read-curve.ts';
import { DAY_MS } from '../../domain/durations.ts';

/** Returns of one calendar year, UTC. */
export interface MonthlyReturns {
  readonly year: number;
  /** January first; `undefined` where there is no equity. */
  readonly months: readonly (number | undefined)[];
  /** Of the part of the year that there is. */
  readonly total: number | undefined;
}

/** Each month from the last equity of the month before, the first one from the start of the curve. */
export function monthlyReturns({ startEquity, firstDay, equity }: DailyEquity): MonthlyReturns[] {
  const years: { year: number; months: (number | undefined)[]; total: number | undefined }[] = [];
  let monthStart = startEquity;
  let yearStart = startEquity;
  for (let i = 0; i < equity.length; ) {
    const day = new Date((firstDay + i) * DAY_MS);
    const month = day.getUTCMonth();
    const year = day.getUTCFullYear();
    const nextMonthDay = Date.UTC(year, month + 1, 1) / DAY_MS - firstDay;
    const end = equity[Math.min(nextMonthDay, equity.length) - 1] as number;
    let row = years.at(-1);
    if (row?.year !== year) {
      yearStart = monthStart;
      row = { year, months: Array.from({ length: 12 }, () => undefined), total: undefined };
      years.push(row);
    }
    row.months[month] = quotient(end - monthStart, monthStart);
    row.total = quotient(end - yearStart, yearStart);
    monthStart = end;
    i = nextMonthDay;
  }
  return years;
}
