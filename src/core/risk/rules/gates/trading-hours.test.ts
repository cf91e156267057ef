import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aRiskContext } from '../../testing/risk-context.ts';
import { formatTradingHours } from './trading-hours-text.ts';
import { type TradingHours, parseTradingHours, tradingHours } from './trading-hours.ts';

function hoursOf(text: string): TradingHours {
  const parsed = parseTradingHours(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

function denialAt(text: string, time: string): string | undefined {
  return tradingHours.deny(
    aRiskContext({ settings: { tradingHours: hoursOf(text) }, market: { nowMs: Date.parse(`${time}Z`) } }),
  );
}

describe('trading-hours', () => {
  // 2025-06-06 is a Friday.
  const rows: readonly (readonly [hours: string, time: string, isOpen: boolean])[] = [
    ['08:00-22:00', '2025-06-06T07:59:59.999', false],
    ['08:00-22:00', '2025-06-06T08:00', true],
    ['08:00-22:00', '2025-06-06T21:59:59.999', true],
    ['08:00-22:00', '2025-06-06T22:00', false],
    ['22:00-06:00', '2025-06-06T21:59', false],
    ['22:00-06:00', '2025-06-06T22:00', true],
    ['22:00-06:00', '2025-06-06T05:59', true],
    ['22:00-06:00', '2025-06-06T06:00', false],
    ['20:00-24:00', '2025-06-06T23:59', true],
    ['20:00-00:00', '2025-06-06T23:59', true],
    ['20:00-00:00', '2025-06-06T00:00', false],
    ['mon-fri', '2025-06-06T23:59', true],
    ['mon-fri', '2025-06-07T00:00', false],
    ['mon-fri', '2025-06-08T12:00', false],
    ['mon-fri', '2025-06-09T00:00', true],
    ['fri-mon', '2025-06-08T12:00', true],
    ['fri-mon', '2025-06-10T12:00', false],
    ['22:00-06:00 mon-fri', '2025-06-07T05:00', true],
    ['22:00-06:00 mon-fri', '2025-06-07T22:00', false],
    ['22:00-06:00 mon-fri', '2025-06-09T05:00', false],
    ['00:00-24:00 !2025-06-06', '2025-06-05T23:59', true],
    ['00:00-24:00 !2025-06-06', '2025-06-06T00:00', false],
    ['00:00-24:00 !2025-06-06', '2025-06-07T00:00', true],
    ['08:00-22:00', '1969-12-31T12:00', true],
  ];
  it.each(rows)('%s at %s is open: %s', (hours, time, isOpen) => {
    expect(denialAt(hours, time) === undefined).toBe(isOpen);
  });

  it('passes at any time when it is off', () => {
    expect(tradingHours.deny(aRiskContext())).toBeUndefined();
    expect(tradingHours.reading(aRiskContext()).limit).toBeUndefined();
  });

  it('reads the hours as they are written', () => {
    const settings = { tradingHours: hoursOf('8-22 fri') };
    expect(tradingHours.reading(aRiskContext({ settings }))).toEqual({
      limit: '08:00-22:00 fri',
      value: 'fri 2025-06-06 12:00',
      unit: 'UTC',
    });
  });

  it('says when it is and when it may trade', () => {
    expect(denialAt('8-22 mon-fri', '2025-06-07T12:05')).toBe(
      'sat 2025-06-07 12:05 UTC is outside the trading hours 08:00-22:00 mon,tue,wed,thu,fri',
    );
  });
});

describe('parseTradingHours', () => {
  const readable: readonly (readonly [string, TradingHours])[] = [
    ['08:00-22:00', { fromMinute: 480, toMinute: 1320 }],
    [' 8:30 - 22 UTC ', { fromMinute: 510, toMinute: 1320 }],
    ['08:00–22:00', { fromMinute: 480, toMinute: 1320 }],
    ['22:00-06:00', { fromMinute: 1320, toMinute: 360 }],
    ['00:00-24:00', { fromMinute: 0, toMinute: 1440 }],
    ['Sat,sun', { fromMinute: 0, toMinute: 1440, weekdays: [6, 7] }],
    ['monday-wednesday', { fromMinute: 0, toMinute: 1440, weekdays: [1, 2, 3] }],
    ['sat-mon 10:00-12:00', { fromMinute: 600, toMinute: 720, weekdays: [1, 6, 7] }],
    ['2025-12-25', { fromMinute: 0, toMinute: 1440, blackoutDates: ['2025-12-25'] }],
    [
      '08:00-22:00 mon-tue !2024-02-28..2024-03-01',
      { fromMinute: 480, toMinute: 1320, weekdays: [1, 2], blackoutDates: ['2024-02-28', '2024-02-29', '2024-03-01'] },
    ],
  ];
  it.each(readable)('reads %s', (text, hours) => {
    expect(hoursOf(text)).toEqual(hours);
  });

  it('reads up to a leap year of dates', () => {
    const dates = hoursOf('!2024-01-01..2024-12-31').blackoutDates ?? [];
    expect([dates.length, dates[0], dates.at(-1)]).toEqual([366, '2024-01-01', '2024-12-31']);
  });

  const unreadable: readonly (readonly [string, readonly string[]])[] = [
    ['', ['empty', '08:00-22:00']],
    ['25:00-26:00', ['"25:00-26:00"', '24:00']],
    ['08:60-22:00', ['"08:60-22:00"']],
    ['24:00-06:00', ['"24:00-06:00"']],
    ['08:00-25:00', ['"08:00-25:00" has a time outside 00:00 to 24:00']],
    ['08:00-08:00', ['begins where it ends', '00:00-24:00']],
    ['08:00-10:00 12:00-14:00', ['"12:00-14:00" is a second window']],
    ['mon-xyz', ['"mon-xyz" is not a weekday', 'mon tue']],
    ['xyz-mon', ['"xyz-mon" is not a weekday', 'mon tue']],
    ['!2025-02-30', ['"!2025-02-30" has a date that does not exist']],
    ['!2025-02-30..2025-03-02', ['has a date that does not exist']],
    ['!2025-02-27..2025-02-30', ['has a date that does not exist']],
    ['!2025-13-01', ['"!2025-13-01" has a date that does not exist']],
    ['!2025-12-26..2025-12-24', ['ends before it begins']],
    ['!2024-01-01..2025-01-01', ['longer than 366 days']],
    ['8am', ['"8am" is neither']],
    ['8am !2025-02-30 foo', ['"8am"', '"!2025-02-30"', '"foo"']],
  ];
  it.each(unreadable)('refuses "%s" and says why', (text, parts) => {
    const parsed = parseTradingHours(text);
    expect(parsed.ok).toBe(false);
    for (const part of parts) expect(parsed).toMatchObject({ error: expect.stringContaining(part) });
  });

  it('reads back what it prints', () => {
    const times = fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1440 }));
    const dates = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    const hours = fc
      .tuple(times, fc.option(weekdays), fc.option(fc.uniqueArray(dates, { minLength: 1, maxLength: 5 })))
      .filter(([[from, to]]) => from !== to)
      .map(([[fromMinute, toMinute], days, blackouts]) => ({
        fromMinute,
        toMinute,
        ...(days ? { weekdays: days.sort((a, b) => a - b) } : {}),
        ...(blackouts ? { blackoutDates: blackouts.sort() } : {}),
      }));
    fc.assert(
      fc.property(hours, (value) => {
        expect(hoursOf(formatTradingHours(value))).toEqual(value);
      }),
    );
  });
});
