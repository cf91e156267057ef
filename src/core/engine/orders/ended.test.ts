import { describe, expect, it } from 'vitest';
import { quantity } from '../../../domain/units.ts';
import { BTC, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const SELLING = `${HELD}, candle 100 sell`;
const HALF = `${HELD}, candle 100 sell 0.5`;

describe('an entry that ended', () => {
  it.each(['reject', 'canceled', 'expired'])('by %s with nothing filled leaves no levels to the next one', (answer) => {
    const told = after(`candle 100 buy stop 80 target 200, ${answer}, candle 100 buy`);
    expect(told.tell('fill')).toEqual(['arm #1 10 stop 95 target -']);
  });

  it.each(['canceled', 'expired'])('by %s with a part filled keeps the levels of that part', (answer) => {
    const told = after(`candle 100 buy stop 80 target 200, fill 4, ${answer}, armed`);
    expect(told.tell('resume')).toEqual(['arm #1000002 4 stop 80 target 200']);
  });

  it.each(['reject', 'canceled', 'expired', 'fill 4, canceled', 'fill'])(
    'by %s lets the lane order again',
    (answers) => {
      const told = after(`candle 100 buy, ${answers}, armed`, { maxEntries: 2 });
      expect(told.denials('candle 100 buy')).toEqual([]);
    },
  );
});

describe('a whole exit that ended', () => {
  it.each([
    ['rejected, with the next tick', 'reject', 'timer 1', 'submit sell 10 signalExit: test exit'],
    ['rejected, with the next candle', 'reject', 'candle 100', 'submit sell 10 signalExit: test exit'],
    ['canceled', 'canceled', 'timer 1', 'submit sell 10 signalExit: test exit'],
    ['expired', 'expired', 'timer 1', 'submit sell 10 signalExit: test exit'],
    ['canceled after a part', 'fill 4, canceled', 'timer 1', 'submit sell 6 signalExit: test exit'],
    ['expired after a part', 'fill 4, expired', 'candle 100', 'submit sell 6 signalExit: test exit'],
  ])('%s is tried again', (_how, answers, next, then) => {
    expect(after(`${SELLING}, ${answers}`).tell(next)).toEqual([then]);
  });

  it('is tried again as often as it takes, by the name it was first asked for', () => {
    const told = after(`${HELD}, quote 95`);
    expect(told.tell('reject, timer 0')).toEqual([
      'critical orderRejected',
      'submit sell 10 protectiveExit: stop-loss',
    ]);
    for (const wait of [1000, 2000, 5000]) {
      expect(told.tell(`reject, timer ${wait - 1}`)).toEqual(['critical orderRejected']);
      expect(told.tell('timer 1')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
    }
    expect(told.tell('reject, timer 15000')).toEqual([
      'critical exitStuck',
      'critical orderRejected',
      'submit sell 10 protectiveExit: stop-loss',
    ]);
    for (const wait of [60_000, 60_000]) {
      expect(told.tell(`reject, timer ${wait - 1}`)).toEqual(['critical orderRejected']);
      expect(told.tell('timer 1')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
    }
    expect(told.tell('fill')).toEqual(['disarm']);
    expect(told.tell('timer 1000, candle 100')).toEqual([]);
  });

  it('waits for a tick or a candle before it is tried again', () => {
    expect(after(SELLING).tell('reject')).toEqual(['critical orderRejected']);
    expect(after(SELLING).tell('canceled')).toEqual([]);
  });

  it.each(['reject', 'canceled', 'expired'])('by %s with nothing sold leaves the position naked', (answer) => {
    expect(after(`${HELD}, quote 95, ${answer}`).now('guard')).toBe('naked');
    // Its levels were not asked: they are still live.
    expect(after(`${SELLING}, ${answer}`).now('guard')).toBe('protected');
  });

  it('with a part sold arms the rest', () => {
    const told = after(`${SELLING}, fill 4`);
    expect(told.tell('canceled')).toEqual(['arm #2 6 stop 95 target -']);
    expect(told.now('guard')).toBe('beingReplaced');
  });

  it('with less left than can be sold books dust', () => {
    const told = after(`candle 100 buy, fill fee 0.00005 BTC, armed, candle 100 sell`);
    expect(told.tell('fill 9.9999')).toEqual(['info dustBooked', 'disarm']);
  });

  it('canceled with less left than can be sold books dust, and is not tried again', () => {
    const told = after(`${SELLING}, fill 9.995`);
    expect(told.tell('canceled')).toEqual(['info dustBooked', 'disarm']);
    expect(told.tell('timer 20000, candle 100')).toEqual([]);
  });

  it('is not tried again once a late fill has sold everything', () => {
    const told = after(`${SELLING}, canceled, fill`);
    expect(told.tell('timer 20000, candle 100')).toEqual([]);
    expect(told.tell('candle 100 buy, fill, armed, timer 1, candle 100')).toEqual([
      'submit buy 10 entry',
      'arm #2 10 stop 95 target -',
    ]);
  });
});

describe('an exit of several orders', () => {
  const big = {
    instruments: [{ ...BTC, maxQuantity: quantity('4') }],
    size: { kind: 'fixedQuote', quote: 400 },
    maxEntries: 3,
  } as const;

  it('whose order fills whole after its cancel goes on with the next tick: more fills may be on their way', () => {
    const told = after('candle 100 buy, fill, armed, candle 100 buy, fill, armed, candle 100 sell, canceled', big);
    expect(told.tell('fill 4')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['submit sell 4 signalExit: test exit']);
  });

  it('waits no longer once a part of it is sold, however often it had failed before', () => {
    const told = after(`${SELLING}, reject, timer 0, reject, timer 1000`);
    expect(told.tell('fill 4, canceled')).toEqual(['arm #2 6 stop 95 target -']);
    expect(told.tell('timer 0')).toEqual(['submit sell 6 signalExit: test exit']);
    // Failures are counted from there: the first of them has no wait.
    expect(told.tell('reject, timer 0')).toEqual(['critical orderRejected', 'submit sell 6 signalExit: test exit']);
  });
});

describe('an exit that still sells dust when its position is gone', () => {
  const DUST = 'candle 100 buy, fill fee 0.00005 BTC, armed, candle 100 sell';
  // The second sale takes the dust of the first along: all but that has filled.
  const given = `${DUST}, fill, ${DUST}, fill 9.99995`;

  it('leaves what is bought meanwhile alone when it ends', () => {
    const told = after(`${given}, candle 100 rest a:buy:95:10, fill @ 95, armed`);
    expect(told.tell('canceled of c0-3')).toEqual(['arm #4 10 stop 90.25 target -']);
    expect(told.tell('armed, timer 60000, candle 95')).toEqual([]);
    expect(told.now('position')).toBe(10);
  });

  it('is no reason to remember that somebody wished the position gone', () => {
    const told = after(`${given}, operator close 0, canceled`);
    expect(told.tell('candle 100 rest a:buy:95:10')).toEqual(['submit a: buy 10 at 95']);
  });
});

describe('an exit of a part that ended', () => {
  it.each(['reject', 'canceled', 'expired'])('by %s with nothing sold is tried again, and not as a whole', (answer) => {
    const told = after(`${HALF}, ${answer}`);
    expect(told.tell('timer 1000')).toEqual(['submit sell 5 signalExit: test exit']);
    expect(told.tell('fill, armed, candle 100, timer 20000')).toEqual(['arm #2 5 stop 95 target -']);
    expect(told.now('position')).toBe(5);
  });

  it.each(['canceled', 'expired'])(
    'by %s with some of it sold leaves a guarded rest, and sells what is missing',
    (answer) => {
      const told = after(`${HALF}, fill 2`);
      expect(told.tell(answer)).toEqual(['arm #2 8 stop 95 target -']);
      expect(told.tell('armed, timer 1')).toEqual(['submit sell 3 signalExit: test exit']);
      expect(told.tell('fill, armed, timer 20000, candle 100')).toEqual(['arm #3 5 stop 95 target -']);
    },
  );

  it('and sold it leaves a guarded rest', () => {
    const told = after(HALF);
    expect(told.tell('fill')).toEqual(['arm #2 5 stop 95 target -']);
    expect(told.tell('armed, timer 20000, candle 100')).toEqual([]);
  });

  it('is not loosened by a smaller wish', () => {
    expect(after(`${HALF}, reject, armed`).tell('candle 100 sell 0.25')).toEqual([
      'submit sell 5 signalExit: test exit',
    ]);
  });
});
