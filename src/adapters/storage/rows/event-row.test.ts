import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeEvent } from '../../../domain/events/event-codec.ts';
import type { CandleClosed, EngineEvent } from '../../../domain/events/events.ts';
import { decodeRow, encodeRow, typesInRows } from './event-row.ts';

const TIME_MS = 1_700_000_060_012;
const CANDLE: CandleClosed = {
  type: 'candleClosed',
  instrument: 3,
  openTimeMs: 1_700_000_000_000,
  open: 30_000.5,
  high: 30_001.25,
  low: 29_999,
  close: 30_000.5,
  volume: 12.345,
};

/** As exchanges tell prices: so many digits, so many of them behind the point. */
const digits = fc.integer({ min: 1, max: 2_000_000_000 });
const price = fc.tuple(digits, fc.nat(12)).map(([digits, decimals]) => Number(`${digits}e-${decimals}`));
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
const number = fc.oneof(price, anyNumber, fc.constantFrom(-0, 0, -1.5, 1e21, 5e-324, 2 ** 53, 0.1 + 0.2));

const candle = fc.record(
  {
    type: fc.constantFrom('candleClosed' as const, 'candleBackfilled' as const),
    instrument: fc.oneof(fc.nat(), number),
    openTimeMs: fc.oneof(fc.maxSafeInteger(), fc.integer({ min: TIME_MS - 100_000, max: TIME_MS }), number),
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
  },
  { noNullPrototype: true },
);

const volume = fc.double({ min: 0, max: 1e12, noNaN: true });

type Prices = [open: number, high: number, low: number, close: number];

function readBack(event: EngineEvent, timeMs: number): unknown {
  return decodeRow(...encodeRow(event, timeMs), timeMs);
}

describe('a candle in a row', () => {
  it('reads back bit for bit, whatever its numbers are', () => {
    fc.assert(
      fc.property(candle, fc.oneof(fc.maxSafeInteger(), fc.constant(TIME_MS), anyNumber), (event, timeMs) => {
        // `toStrictEqual` tells -0 from 0.
        expect(readBack(event, timeMs)).toStrictEqual({ ok: true, value: event });
      }),
      { numRuns: 1000 },
    );
  });

  it('has a short form with prices as exchanges tell them', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.tuple(digits, digits, digits, digits), volume, (decimals, numbers, traded) => {
        const [open, high, low, close] = numbers.map((number) => Number(`${number}e-${decimals}`)) as Prices;
        const event = { ...CANDLE, open, high, low, close, volume: traded + 0 };
        expect(encodeRow(event, TIME_MS)[0]).toBe('c');
        expect(readBack(event, TIME_MS)).toStrictEqual({ ok: true, value: event });
      }),
    );
  });

  it('is written in a form that must not change', () => {
    expect(encodeRow(CANDLE, TIME_MS)).toEqual(['c', '3,60012,2,3000050,75,-150,0,12.345']);
    const earlier = { ...CANDLE, type: 'candleBackfilled', high: 30_000.5, low: 30_000.5, volume: 0 } as const;
    expect(encodeRow(earlier, TIME_MS)).toEqual(['b', '3,60012,1,300005,0,0,0,0']);
  });

  it.each([
    ['a price of zero', { low: 0 }],
    ['a price below zero', { open: -1 }],
    ['a price of more decimals', { high: 1.0000000000001 }],
    ['prices that have too many digits together', { low: 0.000000000001 }],
    ['a volume of -0', { volume: -0 }],
    ['an instrument that is no whole number', { instrument: 0.5 }],
    ['a time that is no whole number', { openTimeMs: 0.5 }],
  ])('is as events are written with %s', (_what, changed) => {
    const event = { ...CANDLE, ...changed };
    expect(encodeRow(event, TIME_MS)).toEqual(['candleClosed', encodeEvent(event)]);
    expect(readBack(event, TIME_MS)).toStrictEqual({ ok: true, value: event });
  });

  it('must hold finite numbers', () => {
    expect(() => encodeRow({ ...CANDLE, close: Number.NaN }, TIME_MS)).toThrow('must be finite');
    expect(() => encodeRow({ ...CANDLE, volume: Number.POSITIVE_INFINITY }, TIME_MS)).toThrow('must be finite');
  });

  it.each([
    '',
    '0,60000,2,3000050,75,-150,0',
    '0,60000,2,3000050,75,-150,0,1,1',
    '0,60000,2,3000050,75,-150,0,',
    '0,60000,2,3000050,75,-150,0,1e999',
    '0,60000,13,3000050,75,-150,0,1',
    '0,60000,-1,3000050,75,-150,0,1',
    '0,60000,2,3000050.5,75,-150,0,1',
    '0,60000,2,"3000050",75,-150,0,1',
    '0,60000,2,null,75,-150,0,1',
    '["candleClosed",0,0,1,1,1,1,1]',
  ])('is none in %s', (payload) => {
    const read = decodeRow('c', payload, TIME_MS);
    expect(read.ok ? undefined : read.error).toEqual({
      code: 'badShape',
      message: 'candleClosed must be a list of 8 numbers',
    });
  });
});

describe('a row', () => {
  it('of a version that knew no short forms is read', () => {
    for (const event of [CANDLE, { ...CANDLE, type: 'candleBackfilled' } as const]) {
      expect(decodeRow(event.type, encodeEvent(event), TIME_MS)).toStrictEqual({ ok: true, value: event });
    }
  });

  it('of any other event holds it as it is written elsewhere', () => {
    const event: EngineEvent = { type: 'timerFired', clockDriftMs: 3 };
    expect(encodeRow(event, TIME_MS)).toEqual(['timerFired', encodeEvent(event)]);
    expect(readBack(event, TIME_MS)).toEqual({ ok: true, value: event });
  });

  it('is found by the type of its event in all its forms', () => {
    expect(typesInRows('candleClosed')).toEqual(['candleClosed', 'c']);
    expect(typesInRows('candleBackfilled')).toEqual(['candleBackfilled', 'b']);
    expect(typesInRows('timerFired')).toEqual(['timerFired', 'timerFired']);
  });
});
