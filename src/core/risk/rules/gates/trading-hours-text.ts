/** How people write trading hours: `08:00-22:00 mon-fri !2025-12-25`, in any order, all UTC. */
import { DAY_MS } from '../../../../domain/durations.ts';
import { type Result, err, ok } from '../../../../domain/result.ts';

/** All UTC; weekdays 1 (Monday) to 7, dates `YYYY-MM-DD`. */
export interface TradingHours {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly weekdays?: readonly number[];
  readonly blackoutDates?: readonly string[];
}

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const EXAMPLE = 'write it like "08:00-22:00 mon-fri !2025-12-25"';
const WINDOW = /^(\d{1,2})(?::(\d{2}))?-(\d{1,2})(?::(\d{2}))?$/;
const DAYS = /^([a-z]{3,9})(?:-([a-z]{3,9}))?$/;
const DATES = /^!?(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2}))?$/;
const DAY_MINUTES = 1440;
const MAX_RANGE_DAYS = 366;

interface Draft {
  window?: { readonly fromMinute: number; readonly toMinute: number };
  readonly weekdays: Set<number>;
  readonly dates: Set<string>;
}

/**
 * Reads one time window (also over midnight; default the whole day), weekdays (`mon-fri`, `fri-mon`, `sat,sun`) and
 * blackout dates (`!2025-12-25`, `!2025-12-24..2025-12-26`), parted by blanks or commas.
 * The error names every part that is not understood.
 */
export function parseTradingHours(text: string): Result<TradingHours, string> {
  const joined = text
    .trim()
    .toLowerCase()
    .replace(/\s*[-–]\s*/g, '-');
  const parts = joined.split(/[\s,;]+/).filter((part) => part !== '' && part !== 'utc');
  if (parts.length === 0) return err(`trading hours are empty; ${EXAMPLE}`);
  const draft: Draft = { weekdays: new Set(), dates: new Set() };
  const problems = parts.map((part) => readPart(part, draft)).filter((problem) => problem !== undefined);
  if (problems.length > 0) return err(`${problems.join('; ')}; ${EXAMPLE}`);
  return ok({
    ...(draft.window ?? { fromMinute: 0, toMinute: DAY_MINUTES }),
    ...(draft.weekdays.size === 0 ? {} : { weekdays: [...draft.weekdays].sort((a, b) => a - b) }),
    ...(draft.dates.size === 0 ? {} : { blackoutDates: [...draft.dates].sort() }),
  });
}

/** The normalised spelling, which `parseTradingHours` reads back. */
export function formatTradingHours({ fromMinute, toMinute, weekdays, blackoutDates }: TradingHours): string {
  const days = weekdays?.map((day) => WEEKDAYS[day - 1]).join(',');
  const dates = blackoutDates?.map((date) => `!${date}`);
  return [`${clockText(fromMinute)}-${clockText(toMinute)}`, days, ...(dates ?? [])].filter(Boolean).join(' ');
}

/** `08:05` for minute 485 of a day. */
export function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function readPart(part: string, draft: Draft): string | undefined {
  const window = WINDOW.exec(part);
  if (window) return readWindow(window, draft);
  const dates = DATES.exec(part);
  if (dates) return readDates(dates, draft);
  const days = DAYS.exec(part);
  return days ? readDays(days, draft) : `"${part}" is neither hours nor weekdays nor a date`;
}

function readWindow([part, fromHour, fromRest, toHour, toRest]: RegExpExecArray, draft: Draft): string | undefined {
  const fromMinute = minutes(fromHour, fromRest);
  const toMinute = minutes(toHour, toRest);
  if (fromMinute === undefined || fromMinute === DAY_MINUTES || toMinute === undefined) {
    return `"${part}" has a time outside 00:00 to 24:00`;
  }
  if (fromMinute === toMinute) return `"${part}" begins where it ends; the whole day is 00:00-24:00`;
  if (draft.window) return `"${part}" is a second window, one is possible`;
  draft.window = { fromMinute, toMinute };
  return undefined;
}

function minutes(hour = '', rest = '00'): number | undefined {
  const minute = Number(hour) * 60 + Number(rest);
  return Number(rest) < 60 && minute <= DAY_MINUTES ? minute : undefined;
}

function readDays([part, from, to]: RegExpExecArray, draft: Draft): string | undefined {
  const first = weekday(from);
  const last = to === undefined ? first : weekday(to);
  if (first === undefined || last === undefined) return `"${part}" is not a weekday; known are ${WEEKDAYS.join(' ')}`;
  for (let day = first; ; day = (day % 7) + 1) {
    draft.weekdays.add(day);
    if (day === last) return undefined;
  }
}

const WEEKDAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function weekday(text = ''): number | undefined {
  const index = WEEKDAY_NAMES.findIndex((name) => name.startsWith(text));
  return index < 0 ? undefined : index + 1;
}

function readDates([part, from = '', to = from]: RegExpExecArray, draft: Draft): string | undefined {
  const firstMs = Date.parse(`${from}T00:00:00Z`);
  const lastMs = Date.parse(`${to}T00:00:00Z`);
  // A date that does not exist, like the 30th of February, is rolled over by some engines: print it back and compare.
  if (dateText(firstMs) !== from || dateText(lastMs) !== to) return `"${part}" has a date that does not exist`;
  if (lastMs < firstMs) return `"${part}" ends before it begins`;
  if (lastMs - firstMs >= MAX_RANGE_DAYS * DAY_MS) return `"${part}" is longer than ${MAX_RANGE_DAYS} days`;
  for (let dayMs = firstMs; dayMs <= lastMs; dayMs += DAY_MS) draft.dates.add(dateText(dayMs));
  return undefined;
}

function dateText(timeMs: number): string {
  return Number.isNaN(timeMs) ? '' : new Date(timeMs).toISOString().slice(0, 10);
}
