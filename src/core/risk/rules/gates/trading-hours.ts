/**
 * Entries only within a daily UTC window. The end is exclusive. A window over midnight belongs to the weekday it
 * opened on; a blackout date is the calendar day in UTC.
 */
import { DAY_MS, MINUTE_MS } from '../../../../domain/durations.ts';
import type { RiskRule } from '../../rule.ts';
import { type TradingHours, WEEKDAYS, clockText, formatTradingHours } from './trading-hours-text.ts';

export { type TradingHours, parseTradingHours } from './trading-hours-text.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly tradingHours?: TradingHours;
  }
}

export const tradingHours: RiskRule = {
  setting: 'tradingHours',
  name: 'trading-hours',
  code: 'tradingHours',
  scope: 'entry',
  reading: ({ settings, market }) => ({
    limit: settings.tradingHours && formatTradingHours(settings.tradingHours),
    value: momentText(market.nowMs),
    unit: 'UTC',
  }),
  deny({ settings, market }) {
    const hours = settings.tradingHours;
    if (!hours || isOpen(hours, market.nowMs)) return undefined;
    return `${momentText(market.nowMs)} UTC is outside the trading hours ${formatTradingHours(hours)}`;
  },
};

function isOpen(hours: TradingHours, nowMs: number): boolean {
  const { fromMinute, toMinute, weekdays, blackoutDates } = hours;
  const minute = minuteOf(nowMs);
  const isOverMidnight = toMinute <= fromMinute;
  const isInside = isOverMidnight
    ? minute >= fromMinute || minute < toMinute
    : minute >= fromMinute && minute < toMinute;
  if (!isInside) return false;
  // Inside the window and before its beginning: it has opened yesterday.
  const openedMs = minute < fromMinute ? nowMs - DAY_MS : nowMs;
  if (weekdays && !weekdays.includes(weekdayOf(openedMs))) return false;
  // The date is spelled out only when there is something to compare it with.
  return !blackoutDates?.length || !blackoutDates.includes(dateOf(nowMs));
}

function minuteOf(timeMs: number): number {
  return Math.floor((timeMs - Math.floor(timeMs / DAY_MS) * DAY_MS) / MINUTE_MS);
}

/** 1 is Monday; the Unix epoch was a Thursday. */
function weekdayOf(timeMs: number): number {
  return ((((Math.floor(timeMs / DAY_MS) + 3) % 7) + 7) % 7) + 1;
}

function dateOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

function momentText(timeMs: number): string {
  return `${WEEKDAYS[weekdayOf(timeMs) - 1]} ${dateOf(timeMs)} ${clockText(minuteOf(timeMs))}`;
}
