import { describe, expect, it } from 'vitest';
import { BTC, ETH, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';

/** More than was ordered: the rest, if there is one, is canceled. */
const DOUBTED = ['critical contradiction', 'cancel c0-0', 'critical tradingStateChanged'];

describe('a fill of an entry arms what is held', () => {
  it.each([
    ['whole', 'candle 100 buy', 'fill', ['arm #1 10 stop 95 target -']],
    ['at the price that was paid', 'candle 100 buy', 'fill @ 102', ['arm #1 10 stop 96.9 target -']],
    ['in part', 'candle 100 buy', 'fill 4', ['arm #1 4 stop 95 target -']],
    ['in a second part', 'candle 100 buy, fill 4', 'fill 3', ['arm #2 7 stop 95 target -']],
    ['with the last part', 'candle 100 buy, fill 4, fill 3', 'fill', ['arm #3 10 stop 95 target -']],
    ['around the average of the parts', 'candle 100 buy, fill 5', 'fill 5 @ 110', ['arm #2 10 stop 99.75 target -']],
    ['without the coins that were the fee', 'candle 100 buy', 'fill fee 0.01 BTC', ['arm #1 9.99 stop 95 target -']],
    ['before it was accepted', 'candle 100 buy', 'fill 4, accept', ['arm #1 4 stop 95 target -']],
    ['that was unknown', 'candle 100 buy, unknown', 'fill 4', ['arm #1 4 stop 95 target -']],
    ['that was canceled already', 'candle 100 buy, canceled', 'fill 4', ['arm #1 4 stop 95 target -']],
    ['that had expired', 'candle 100 buy, fill 4, expired', 'fill 6', ['arm #2 10 stop 95 target -']],
    ['more than was asked for', 'candle 100 buy', 'fill 11', [...DOUBTED, 'arm #1 11 stop 95 target -']],
    [
      'more than was asked for, in parts',
      'candle 100 buy, fill 9',
      'fill 2',
      [...DOUBTED, 'arm #2 11 stop 95 target -'],
    ],
    [
      'once more than whole',
      HELD,
      'fill 1',
      ['critical contradiction', 'critical tradingStateChanged', 'arm #2 11 stop 95 target -'],
    ],
    [
      'that was rejected',
      'candle 100 buy, reject',
      'fill 4',
      ['critical contradiction', 'critical tradingStateChanged', 'arm #1 4 stop 95 target -'],
    ],
  ])('%s', (_how, given, step, then) => {
    expect(after(given).tell(step)).toEqual(then);
  });
});

describe('a trade that is told again', () => {
  it.each([
    ['of an order that still fills', 'fill 4'],
    ['of an order that has filled', 'fill'],
    ['of an order that has filled in parts', 'fill 4, fill 3'],
  ])('after thousands of others is known as long as its order is: %s', (_which, fills) => {
    const told = after(
      `candle 100 buy / -, ${fills
        .split(', ')
        .map((fill) => `${fill} of c0-0`)
        .join(', ')}`,
      {
        lanes: ['BTC/USDT', 'BTC/USDT'],
      },
    );
    const { lastEvent } = told;
    told.tell('armed, candle 100 - / buy');
    const held = told.now('position');
    for (let trade = 0; trade < 4200; trade += 1) told.tell('fill 0.001 of c0-1');
    if (lastEvent) told.apply(lastEvent);
    expect([told.now('position'), told.now('tradingState')]).toEqual([held, 'active']);
  });
});

describe('a fill of an exit', () => {
  const selling = `${HELD}, candle 100 sell`;

  it.each([
    ['whole leaves nothing to guard', selling, 'fill', ['disarm']],
    ['in part leaves the levels until the exit has ended', selling, 'fill 4', []],
    ['in parts leaves nothing either', `${selling}, fill 4`, 'fill', ['disarm']],
    ['before it was accepted counts', selling, 'fill, accept', ['disarm']],
    ['of half leaves a guarded half', `${HELD}, candle 100 sell 0.5`, 'fill', ['arm #2 5 stop 95 target -']],
    ['late, after its cancel, counts', `${selling}, canceled`, 'fill', ['disarm']],
    ['late, of a part, leaves the rest to the next try', `${selling}, canceled`, 'fill 4', []],
    [
      'late, of a part, is not sold again',
      `${selling}, canceled, fill 4`,
      'timer 1',
      ['submit sell 6 signalExit: test exit'],
    ],
  ])('%s', (_what, given, step, then) => {
    expect(after(given).tell(step)).toEqual(then);
  });

  it('follows the position down', () => {
    const told = after(selling);
    expect(told.hear('fill 4')).toEqual(['booked t2 of c0-1', 'position 6 protected', 'order c0-1 partiallyFilled']);
    expect(told.now('position')).toBe(6);
  });

  it('while the entry goes on filling leaves the rest guarded, and sells it', () => {
    const told = after('candle 100 buy, fill 4, armed, candle 100 sell');
    expect(told.tell('fill 6 of c0-0')).toEqual(['arm #2 10 stop 95 target -']);
    expect(told.tell('fill 4 of c0-1')).toEqual(['arm #3 6 stop 95 target -', 'submit sell 6 signalExit: test exit']);
  });

  it('before the rest of the entry has what arrives later sold as well', () => {
    const told = after('candle 100 buy, fill 4, armed, candle 100 sell, fill 4 of c0-1');
    expect(told.tell('fill 6 of c0-0')).toEqual(['arm #2 6 stop 95 target -', 'submit sell 6 signalExit: test exit']);
  });
});

describe('a trade', () => {
  it.each([
    ['of an entry', 'candle 100 buy, fill 4'],
    ['of a whole entry', 'candle 100 buy, fill'],
    ['of an exit', `${HELD}, candle 100 sell, fill 4`],
    ['of a whole exit', `${HELD}, candle 100 sell, fill`],
  ])('%s told twice changes nothing', (_what, given) => {
    const told = after(given);
    const position = told.now('position');
    const equity = told.now('equity');
    expect([...told.tell('again'), ...told.hear('again')]).toEqual([]);
    expect([told.now('position'), told.now('equity')]).toEqual([position, equity]);
  });

  it('is known by its id, whatever else is told with it', () => {
    const told = after('candle 100 buy, fill 4 id t1');
    expect(told.tell('fill 6 @ 90 id t1')).toEqual([]);
    expect(told.now('position')).toBe(4);
  });

  it('is known by its id, whatever order it is told of', () => {
    const told = after('candle 100 buy, fill 4 id t1, canceled, armed, candle 100 buy', { maxEntries: 2 });
    expect(told.tell('fill 6 id t1 of c0-1')).toEqual([]);
    expect(told.now('position')).toBe(4);
  });

  it('that was set aside is known by its id, whatever order it is told of', () => {
    const told = after(`${HELD}, candle 100 sell, fill, fill 1 id x, candle 100 buy, candle 100 sell`);
    told.tell('operator active, operator settle x, candle 100 buy, fill, armed, candle 100 sell');
    expect(told.tell('fill 10 id x')).toEqual([]);
    expect(told.now('position')).toBe(10);
  });

  it('of another instrument may bear the same id', () => {
    const told = after('candle 100 buy, candle 50 ETH buy', {
      instruments: [BTC, ETH],
      lanes: ['BTC/USDT', 'ETH/USDT'],
    });
    expect(told.tell('fill id same of c0-0, fill id same of c0-1')).toEqual([
      'arm #1 10 stop 95 target -',
      'lane 1: arm #1 20 stop 47.5 target -',
    ]);
  });

  it.each(['c0-7', 'c1-0', 'manual'])('of %s, which nobody sent, is told and not booked', (id) => {
    const told = after('candle 100 buy');
    expect(told.tell(`fill 4 of ${id}`)).toEqual(['critical foreignFill']);
    expect(told.now('position')).toBe(0);
    expect(told.now('tradingState')).toBe('active');
  });

  it('is heard of in an order that books can be kept by', () => {
    const told = after('candle 100 buy');
    expect(told.hear('fill 4')).toEqual([
      'booked t1 of c0-0',
      'position 4 beingReplaced',
      'order c0-0 partiallyFilled',
    ]);
    expect(told.hear('fill, armed')).toEqual([
      'booked t2 of c0-0',
      'position 10 beingReplaced',
      'order c0-0 filled',
      'position 10 protected',
    ]);
    told.tell('candle 110 sell');
    expect(told.hear('fill @ 110 fee 1')).toEqual([
      'booked t3 of c0-1',
      'position 0 flat',
      'round trip 99 by test exit',
      'order c0-1 filled',
    ]);
  });
});
