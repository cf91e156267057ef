/** A position is left while orders of its strategy rest: coins are sold once, and nothing is forgotten or said twice. */
import { describe, expect, it } from 'vitest';
import { after, toldEngine } from '../../testing/told-engine.ts';

const WIDE = { exits: { stopLossRatio: 0.5 } };
const HELD = 'candle 100 rest a:buy:95:10 b:buy:90:10, fill @ 95 of c0-0, fill @ 90 of c0-1, armed';
const TEN = `${HELD}, candle 100 rest s:sell:110:10, accept of c0-2`;
const ALL = `${HELD}, candle 100 rest s:sell:110:20, accept of c0-2`;

/** Nothing but what is heard of an end. */
const ends = (lines: readonly string[]) => lines.filter((line) => /round trip|dust/.test(line));

describe('an exit of a part', () => {
  it.each([
    ['less than what is free', '0.25', 5],
    ['exactly what is free', '0.5', 10],
  ])('of %s leaves what rests alone', (_what, share, amount) => {
    expect(after(TEN, WIDE).tell(`candle 100 sell ${share}`)).toEqual([`submit sell ${amount} signalExit: test exit`]);
  });

  it.each([
    ['less than it', 15],
    ['exactly it', 10],
  ])('is reached when the sale it would cancel fills and leaves %s', (_what, filled) => {
    const told = after(`${ALL}, candle 100 sell 0.5, fill ${filled} @ 110 of c0-2, armed`, WIDE);
    const waits = 'timer 1000, timer 1000, timer 2000, timer 5000, timer 15000, timer 60000, timer 60000';
    expect(told.tell(waits)).toEqual([]);
    expect(told.engine.view.lanes[0]?.orders.goal).toBeUndefined();
    expect(told.now('position')).toBe(20 - filled);
  });

  it('that such a sale has reached is over, though buys rest: what they bring stays', () => {
    const given = `${HELD}, candle 100 rest s:sell:110:20 c:buy:80:5, accept of c0-2, accept of c0-3`;
    const told = after(`${given}, candle 100 sell 0.5, fill 15 @ 110 of c0-2, armed, timer 1000`, WIDE);
    expect(told.engine.view.lanes[0]?.orders.goal).toBeUndefined();
    expect(told.tell('fill 5 @ 80 of c0-3, armed, timer 60000')).toEqual(['arm #4 10 stop 47.5 target -']);
  });

  it('that such a sale has reached books no dust that the sale still holds', () => {
    const told = after(`${ALL}, candle 100 sell 0.5`, WIDE);
    expect(ends(told.hear('fill 19.99999 @ 110 of c0-2, timer 1000, timer 1000'))).toEqual([]);
    expect(ends(told.hear('fill @ 110 of c0-2'))).toEqual(['round trip 350 by test levels']);
  });
});

describe('an exit of all', () => {
  it.each(['sell', 'sell 1'])('cancels buys and sales: %s', (wish) => {
    const told = after(`${HELD}, candle 100 rest s:sell:110:10 c:buy:80:10, accept of c0-2, accept of c0-3`, WIDE);
    expect(told.tell(`candle 100 ${wish}`)).toEqual(['cancel c0-2', 'cancel c0-3']);
  });

  it('is not reached while a sale holds what is left, however little that is', () => {
    const told = after(`${ALL}, fill 19.99999 @ 110 of c0-2, armed, candle 100 sell`, WIDE);
    expect(told.denials('candle 100 rest b:buy:90:10')).toEqual(['exitPending']);
  });
});

describe('an exit that waits for coins', () => {
  it('counts no failures, however long it takes', () => {
    const told = after(`${ALL}, candle 100 sell`, WIDE);
    expect(told.tell('timer 1000, timer 1000, timer 60000, timer 60000, timer 60000, timer 60000')).toEqual([]);
    expect(told.tell('canceled of c0-2')).toEqual(['submit sell 20 signalExit: test exit']);
  });

  it('is denied once when the sale that holds them is proven absent', () => {
    const told = after(`${ALL.replace('accept', 'unknown')}, status halted, operator close 0`, WIDE);
    expect(told.tell('absent of c0-2')).toEqual(['critical exitDenied']);
  });

  it('and is denied says nothing more when the sale goes on filling', () => {
    const five = `${HELD}, candle 100 rest s:sell:110:5, accept of c0-2, status halted, operator close 0`;
    const told = after(five, WIDE);
    expect(told.tell('timer 1000')).toEqual(['critical exitDenied']);
    expect(told.tell('fill 1 @ 110 of c0-2')).toEqual(['arm #3 19 stop 47.5 target -']);
  });
});

describe('a sale that rests', () => {
  it('has the position guarded for the rest, with each fill and when it ends', () => {
    const told = after(TEN, WIDE);
    expect(told.tell('fill 4 @ 110 of c0-2')).toEqual(['arm #3 16 stop 47.5 target -']);
    expect(told.hear('canceled of c0-2')).toEqual(['order c0-2 canceled']);
    expect(after(`${TEN}, fill 4 @ 110 of c0-2, armed`, WIDE).tell('canceled of c0-2')).toEqual([
      'arm #4 16 stop 47.5 target -',
    ]);
  });

  it('that fills leaves no dust while another one holds it', () => {
    const two = `${HELD}, candle 100 rest s:sell:110:10 t:sell:120:10, accept of c0-2, accept of c0-3`;
    const told = after(`${two}, fill 9.99999 @ 120 of c0-3`, WIDE);
    expect(ends(told.hear('fill 10 @ 110 of c0-2'))).toEqual([]);
    expect(ends(told.hear('fill @ 120 of c0-3'))).toEqual(['round trip 450 by test levels']);
  });

  it('that fills leaves no dust while an exit sells it', () => {
    const told = after(`${TEN}, quote 40, timer 1000, fill 9.99999 @ 40 of c0-3`, WIDE);
    expect(ends(told.hear('fill 10 @ 110 of c0-2'))).toEqual([]);
    expect(ends(told.hear('fill @ 40 of c0-3'))).toEqual(['round trip -350 by stop-loss']);
  });

  it('holds what an exit leaves: that is no dust before it has ended', () => {
    const told = after(`${TEN}, quote 40, timer 1000, fill 9.99999 @ 110 of c0-2`, WIDE);
    expect(ends(told.hear('fill 10 @ 40 of c0-3, timer 1000'))).toEqual([]);
    expect(ends(told.hear('fill @ 110 of c0-2'))).toEqual(['round trip -350 by test levels']);
  });

  it('waits for the next candle when the coins come by an entry', () => {
    const told = after('candle 100 rest s:sell:110:5, candle 100 buy', WIDE);
    expect(told.tell('fill, armed')).toEqual(['arm #1 10 stop 50 target -']);
    expect(told.tell('candle 100')).toEqual(['submit s: sell 5 at 110']);
  });

  it('waits for the next candle when the entry brought nothing', () => {
    const told = after('candle 100 buy limit 90, accept, storage off, candle 100 rest a:buy:95:10, storage on', WIDE);
    expect(told.tell('canceled of c0-0')).toEqual([]);
    expect(told.tell('candle 100')).toEqual(['submit a: buy 10 at 95']);
  });
});

describe('buys that rest', () => {
  it('are canceled by a wish to leave, though nothing is held', () => {
    expect(after('candle 100 rest a:buy:95:10, accept', WIDE).tell('candle 100 sell')).toEqual(['cancel c0-0']);
  });

  it('are canceled by it where others are missing', () => {
    const told = after('candle 100 rest a:buy:95:10 s:sell:110:5, accept of c0-0', WIDE);
    expect(told.tell('candle 100 sell')).toEqual(['cancel c0-0']);
  });

  it.each([
    ['nothing', ''],
    ['too little to sell', ', fill 0.00001 @ 95'],
  ])('wait until all that was wished gone is proven gone, when that brought %s', (_what, fill) => {
    const told = after(`candle 100 rest a:buy:95:10, accept, operator close all${fill}`, WIDE);
    expect(told.denials('candle 100 rest b:buy:90:10')).toEqual(['exitPending']);
    expect(told.tell('canceled of c0-0')).toEqual(['submit b: buy 10 at 90']);
  });

  it('wait for the day when entries are held for it, whatever else they wait for', () => {
    const risk = { dailyLossLimitQuote: 100 };
    const told = toldEngine({ ...WIDE, risk });
    told.tell('candle 100 rest a:buy:95:10, fill @ 95, armed, status halted, operator close 0');
    expect(told.denials('candle 80 rest b:buy:70:1')).toEqual(['instrumentStatus', 'dailyLoss']);
  });
});
