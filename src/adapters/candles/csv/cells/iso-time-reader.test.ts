import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IsoTimeReader } from './iso-time-reader.ts';

/** NaN unless the whole text is a time. */
function read(text: string): number {
  const reader = new IsoTimeReader();
  const value = reader.read(Buffer.from(`${text},`), 0);
  return reader.position === text.length ? value : Number.NaN;
}

function padded(min: number, max: number): fc.Arbitrary<string> {
  return fc.integer({ min, max }).map((value) => `${value}`.padStart(max > 99 ? 4 : 2, '0'));
}

describe('IsoTimeReader', () => {
  it('agrees with Date on every moment from 1970 to 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) }), (timeMs) => {
        expect(read(new Date(timeMs).toISOString())).toBe(timeMs);
      }),
      { numRuns: 5000 },
    );
  });

  it('agrees with Date on which days there are', () => {
    fc.assert(
      fc.property(padded(1970, 2400), padded(0, 13), padded(0, 32), (year, month, day) => {
        const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
        const isDay = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day);
        expect(read(`${year}-${month}-${day}`)).toBe(isDay ? date.getTime() : Number.NaN);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ['2024-03-01', '2024-03-01T00:00:00Z'],
    ['2024-03-01 13:05', '2024-03-01T13:05:00Z'],
    ['2024-03-01T13:05:09', '2024-03-01T13:05:09Z'],
    ['2024-03-01 13:05:09.25', '2024-03-01T13:05:09.250Z'],
    ['2024-03-01T13:05:09.000000Z', '2024-03-01T13:05:09Z'],
    ['2024-03-01 13:05:09 UTC', '2024-03-01T13:05:09Z'],
    ['2024-03-01 13:05:09+00:00', '2024-03-01T13:05:09Z'],
    ['2024-03-01T13:05:09+02:30', '2024-03-01T10:35:09Z'],
    ['2024-03-01T13:05:09-0500', '2024-03-01T18:05:09Z'],
    ['2024-03-01T13:05:09+01', '2024-03-01T12:05:09Z'],
  ])('reads %s', (text, iso) => {
    expect(read(text)).toBe(Date.parse(iso));
  });

  it.each([
    '2024-3-1',
    '01/03/2024',
    '2024-03-01T24:00',
    '2024-03-01 13',
    '2024-03-01 13:60',
    '2024-03-01 1:05',
    '2024-03-01 13:05:61',
    '2024-03-01T13:05:09+99:00',
    '2024-03-01T13:05:09 CET',
    '2024-03-01x',
    '1969-12-31',
  ])('refuses %s', (text) => {
    expect(read(text)).toBeNaN();
  });
});
