/** What a strategy states of a level again, or otherwise, and whether it is told why the level is missing. */
import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../../test/support/build.ts';
import { after } from '../../testing/told-engine.ts';

const WIDE = { exits: { stopLossRatio: 0.5 } };
const A = 'candle 100 rest a:buy:95:10';
const HELD = 'candle 100 rest a:buy:95:10 b:buy:90:10, fill @ 95 of c0-0, fill @ 90 of c0-1, armed';
/** Ended four times: it waits five minutes. */
const STUCK = `${A}, canceled, timer 5000, canceled, timer 15000, canceled, timer 60000, canceled`;

describe('the same statement again', () => {
  it('lets a level that ended without being asked to wait, and people be told at the fifth', () => {
    const told = after(STUCK, WIDE);
    for (let minute = 0; minute < 6; minute += 1) expect(told.tell(A)).toEqual([]);
    expect(told.tell(A)).toEqual(['submit a: buy 10 at 95']);
    expect(told.tell('canceled')).toEqual(['warning levelStuck']);
  });

  it('asks for no more than was left when an order ended half filled', () => {
    const told = after(`${A}, accept, fill 4 @ 95, armed, canceled`, WIDE);
    expect(told.tell(A)).toEqual(['submit a: buy 6 at 95']);
  });
});

describe('another statement of a level', () => {
  it('waits for nothing, and begins anew with the waits', () => {
    const told = after(STUCK, WIDE);
    expect(told.tell('candle 100 rest a:buy:94:10')).toEqual(['submit a: buy 10 at 94']);
    expect(told.tell('canceled, timer 4999')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['submit a: buy 10 at 94']);
  });

  it('asks for all of it, whatever the one before has filled', () => {
    const told = after(`${A}, accept, fill 4 @ 95, armed, candle 100 rest a:buy:94:10`, WIDE);
    expect(told.tell('canceled')).toEqual(['submit a: buy 10 at 94']);
  });

  it.each([
    ['side', `${HELD}, candle 100 rest x:buy:95:5, accept`, 'x:sell:95:5', 'submit x: sell 5 at 95'],
    ['lot', `${HELD}, candle 100 rest x:sell:110:5:a, accept`, 'x:sell:110:5:b', 'submit x: sell 5 at 110'],
  ])('is one of another %s', (_what, given, stated, line) => {
    const told = after(given, WIDE);
    expect(told.tell(`candle 100 rest ${stated}`)).toEqual(['cancel c0-2']);
    expect(told.tell('canceled of c0-2')).toEqual([line]);
  });

  it('is one of the same that may not take', () => {
    const order = { level: 'a', side: 'buy', price: 95, quantity: 1 } as const;
    const strategy = scripted({
      0: (context) => context.rest({ reason: 'test', orders: [order] }),
      1: (context) => context.rest({ reason: 'test', orders: [{ ...order, timeInForce: 'postOnly' }] }),
    });
    const told = after('candle 100, accept', { ...WIDE, lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
    expect(told.tell('candle 100')).toEqual(['cancel c0-0']);
    expect(told.tell('canceled')).toEqual(['submit a: buy 1 at 95 postOnly']);
  });
});

describe('why a level is missing', () => {
  it('is told again when it was not stated in between', () => {
    const told = after(`storage off, ${A}, candle 100 rest`, WIDE);
    expect(told.denials(A)).toEqual(['storageWritable']);
  });

  it('is told again when it was there in between', () => {
    const told = after(`storage off, ${A}, storage on, candle 100, fill @ 95, armed, storage off`, WIDE);
    expect(told.denials(A)).toEqual(['storageWritable']);
  });
});
