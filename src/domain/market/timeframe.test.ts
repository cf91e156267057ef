import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TIMEFRAMES, durationMs, intervalOpenMs, parseTimeframe, timeframeOf } from './timeframe.ts';

describe('a timeframe', () => {
  it.each([
    ['1h', '1h'],
    ['1H', '1h'],
    ['60m', '1h'],
    ['60', '1h'],
    ['1hour', '1h'],
    ['4 hours', '4h'],
    [' 15min ', '15m'],
    ['7d', '1w'],
    ['1w', '1w'],
    ['24h', '1d'],
    ['1440', '1d'],
    ['3days', '3d'],
  ])('%s is read as %s', (text, timeframe) => {
    expect(parseTimeframe(text)).toEqual({ ok: true, value: timeframe });
  });

  it.each(['', 'h', '0', '7m', '1month', '1.5h', '-1h', '2w', '1 h 2'])(
    '"%s" is refused with what is known',
    (text) => {
      const parsed = parseTimeframe(text);
      expect(parsed.ok ? '' : parsed.error).toContain(`"${text}" is not a timeframe; known are 1m 3m 5m`);
    },
  );

  it('is known by its own name and by its duration', () => {
    for (const timeframe of TIMEFRAMES) {
      expect(parseTimeframe(timeframe)).toEqual({ ok: true, value: timeframe });
      expect(timeframeOf(durationMs(timeframe))).toBe(timeframe);
    }
    expect(timeframeOf(7)).toBeUndefined();
  });

  it('is listed from short to long', () => {
    const durations = TIMEFRAMES.map(durationMs);
    expect(durations).toEqual(durations.toSorted((a, b) => a - b));
  });
});

describe('the interval that holds a moment', () => {
  it('opens at or before it, ends after it, and is its own interval', () => {
    const moment = fc.integer({ min: -1e12, max: 4e12 });
    fc.assert(
      fc.property(moment, fc.constantFrom(...TIMEFRAMES), (timeMs, timeframe) => {
        const duration = durationMs(timeframe);
        const open = intervalOpenMs(timeMs, duration);
        expect(open).toBeLessThanOrEqual(timeMs);
        expect(open + duration).toBeGreaterThan(timeMs);
        expect(intervalOpenMs(open, duration)).toBe(open);
        expect(intervalOpenMs(open + duration, duration)).toBe(open + duration);
      }),
    );
  });

  it.each([
    ['2024-05-15T13:47:12Z', '1h', '2024-05-15T13:00:00.000Z'],
    ['2024-05-15T13:47:12Z', '4h', '2024-05-15T12:00:00.000Z'],
    ['2024-05-15T13:47:12Z', '1d', '2024-05-15T00:00:00.000Z'],
    ['2024-05-15T13:47:12Z', '1w', '2024-05-13T00:00:00.000Z'],
    ['2024-05-13T00:00:00Z', '1w', '2024-05-13T00:00:00.000Z'],
    ['2024-05-12T23:59:59Z', '1w', '2024-05-06T00:00:00.000Z'],
  ] as const)('of %s with %s opens at %s', (moment, timeframe, open) => {
    expect(new Date(intervalOpenMs(Date.parse(moment), durationMs(timeframe))).toISOString()).toBe(open);
  });
});
