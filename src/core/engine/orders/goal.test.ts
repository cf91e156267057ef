/** A goal outlives orders: what was wished once comes about, whatever is at work when it is wished. */
import { describe, expect, it } from 'vitest';
import { quantity } from '../../../domain/units.ts';
import { BTC, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const HALF = `${HELD}, candle 100 sell 0.5`;
const EVERYTHING = [
  ['a stop', 'quote 95', 'protectiveExit: stop-loss'],
  ['an exit of the strategy', 'candle 100 sell', 'signalExit: test exit'],
  ['an operator', 'operator close 0', 'operatorExit: operator: because'],
  ['an operator who closes all', 'operator close all', 'operatorExit: operator: because'],
] as const;

describe('everything wished gone while a part is being sold', () => {
  it.each(EVERYTHING)('by %s is sold when that has filled', (_who, wish, exit) => {
    const told = after(HALF);
    expect(told.tell(wish)).toEqual([]);
    expect(told.tell('fill')).toEqual(['arm #2 5 stop 95 target -', `submit sell 5 ${exit}`]);
  });

  it.each(EVERYTHING)('by %s is sold when that has failed', (_who, wish, exit) => {
    expect(after(`${HALF}, ${wish}, canceled`).tell('timer 0')).toEqual([`submit sell 10 ${exit}`]);
  });
});

describe('everything wished gone while an entry is at work', () => {
  it.each(EVERYTHING.slice(1))('by %s cancels it once, and sells what it still brings', (_who, wish, exit) => {
    const told = after('candle 100 buy limit 95, accept');
    expect(told.tell(`${wish}, ${wish}`)).toEqual(['cancel c0-0']);
    expect(told.tell('fill 3 @ 95').at(-1)).toBe(`submit sell 3 ${exit}`);
    expect(told.tell('fill 2 @ 95 of c0-0')).toEqual([expect.stringContaining('arm')]);
    expect(told.tell('canceled of c0-0')).toEqual([]);
    expect(told.tell('fill of c0-1').at(-1)).toBe(`submit sell 2 ${exit}`);
    expect(told.tell('fill, candle 95, timer 60000')).toEqual(['disarm']);
  });

  it('is remembered by nobody when it brings nothing', () => {
    const told = after('candle 100 buy limit 95, accept, operator close all, canceled');
    expect(told.tell('candle 100 buy, fill, armed, timer 60000, candle 100')).toEqual([
      'submit buy 10 entry',
      'arm #1 10 stop 95 target -',
    ]);
  });

  it('is sold when its fill is told after its cancel', () => {
    const told = after('candle 100 buy limit 95, accept, operator close all, canceled');
    expect(told.tell('fill 3 @ 95, timer 0').at(-1)).toBe('submit sell 3 operatorExit: operator: because');
  });
});

const TWICE = { maxEntries: 2 };

describe('a goal', () => {
  it('only tightens', () => {
    const told = after(`${HALF}, operator close 0, candle 100 sell 0.9`);
    expect(told.tell('fill').at(-1)).toBe('submit sell 5 operatorExit: operator: because');
  });

  it('keeps entries from being made until it is reached', () => {
    const told = after(`${HELD}, operator close 0, reject, timer 0, reject`, { maxEntries: 9 });
    expect(told.denials('candle 100 buy')).toEqual(['orderPending']);
    const waiting = after(`${HELD}, status halted, operator close 0, timer 0, timer 1000, status trading`, TWICE);
    expect(waiting.denials('candle 100 buy')).toEqual(['orderPending']);
  });

  it('is tried at once when what stood in its way has changed', () => {
    const told = after(`${HELD}, status halted, quote 95, timer 1, timer 1000, timer 2000`);
    expect(told.tell('timer 10')).toEqual([]);
    expect(told.tell('status trading, timer 0')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
  });

  it('survives a restart', () => {
    const told = after(`${HELD}, operator close 0, reject, resume`);
    expect(told.tell('timer 0')).toEqual(['submit sell 10 operatorExit: operator: because']);
  });

  it('above the largest order is reached in several', () => {
    const told = after('candle 100 buy, fill, armed', {
      instruments: [{ ...BTC, maxQuantity: quantity('4') }],
      size: { kind: 'fixedQuote', quote: 400 },
      maxEntries: 3,
    });
    told.tell('candle 100 buy, fill, armed, candle 100 buy, fill, armed');
    expect(told.tell('operator close 0')).toEqual(['submit sell 4 operatorExit: operator: because']);
    expect(told.tell('fill').at(-1)).toBe('submit sell 4 operatorExit: operator: because');
    expect(told.tell('fill').at(-1)).toBe('submit sell 4 operatorExit: operator: because');
    expect(told.tell('fill')).toEqual(['disarm']);
  });
});

describe('a part that is all but reached', () => {
  const given = `${HALF}, fill 4.99999, expired, armed`;

  it('counts as reached when what is missing is too small to sell, and the rest stays', () => {
    const told = after(given, { maxEntries: 9 });
    expect(told.tell('timer 0')).toEqual([]);
    expect([told.now('position'), told.now('guard')]).toEqual([5.00001, 'protected']);
    expect(told.tell('candle 100 buy')).toEqual(['submit buy 10 entry']);
  });

  it('leaves what the entry still brings as a position', () => {
    const told = after('candle 100 buy limit 100, fill 4, armed, candle 100 sell 0.5, fill of c0-1, armed');
    expect(told.tell('fill 2 of c0-0')).toEqual(['arm #3 4 stop 95 target -']);
    expect(told.tell('armed, timer 60000')).toEqual([]);
  });
});

describe('dust that could be sold again', () => {
  it('is not sold when all there is to take back is an entry', () => {
    const told = after('candle 100 buy size 50, fill, armed, least quote 100, least quote 1');
    expect(told.now('position')).toBe(0);
    expect(told.tell('candle 100 buy limit 95, accept, operator close all, canceled')).toEqual([
      'submit buy 10.5263 at 95 entry',
      'cancel c0-1',
    ]);
  });
});

describe('a part too small to sell', () => {
  it('is denied, and nothing is remembered of it', () => {
    const told = after(HELD);
    expect(told.denials('candle 100 sell 0.00001')).toEqual(['instrumentLimits']);
    expect(told.tell('timer 1, candle 100')).toEqual([]);
  });
});
