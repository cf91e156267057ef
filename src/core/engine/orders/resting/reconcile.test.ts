/** What is at work follows what is wished: waits, replacements, late news, a strategy that stops. */
import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../../../domain/events/events.ts';
import { type ToldEngine, after, toldEngine } from '../../testing/told-engine.ts';

const WIDE = { exits: { stopLossRatio: 0.5 } };
const A = 'candle 100 rest a:buy:95:10';
const HELD = 'candle 100 rest a:buy:95:10 b:buy:90:10, fill @ 95 of c0-0, fill @ 90 of c0-1, armed';

const resting = (told: ToldEngine) => told.engine.view.lanes[0]?.context.resting();

const roles = (told: ToldEngine) =>
  told.engine.view.orders.working.map(({ request }) => `${request.level ?? request.purpose} ${request.clientOrderId}`);

/** Why orders are canceled while the steps are taken. */
function reasons(told: ToldEngine, steps: string): readonly string[] {
  const { engine } = told;
  const said: string[] = [];
  const apply = engine.apply.bind(engine);
  engine.apply = (entry: JournalEntry) => {
    const commands = apply(entry);
    for (const command of commands) if (command.type === 'cancelOrder') said.push(command.reason);
    return commands;
  };
  told.tell(steps);
  engine.apply = apply;
  return said;
}

describe('an order of a level that ended without being asked to', () => {
  it('is made again after 5, 15, 60 and 300 seconds, then every 300, and people are told at the fifth', () => {
    const told = after(A, WIDE);
    const again = ['submit a: buy 10 at 95'];
    for (const [wait, answer] of [
      [5000, 'canceled'],
      [15_000, 'expired'],
      [60_000, 'expired'],
      [300_000, 'canceled'],
    ] as const) {
      expect(told.tell(`${answer}, timer ${wait - 1}`)).toEqual([]);
      expect(told.tell('timer 1')).toEqual(again);
    }
    expect(told.notices('expired')).toEqual([
      'levelStuck: BTC/USDT: the order of level a ended 5 times (expired: ioc); it is tried on',
    ]);
    expect(resting(told)).toEqual([
      { level: 'a', side: 'buy', price: 95, quantity: 10, status: 'missing', reason: 'ioc' },
    ]);
    for (const answer of ['canceled', 'expired']) {
      expect(told.tell('timer 299999')).toEqual([]);
      expect(told.tell(`timer 1, ${answer}`)).toEqual(again);
    }
  });

  it('has the clock waited for, until it is at work again', () => {
    const told = after(`${A}, canceled`, WIDE);
    expect(told.awaitsClock()).toBe(true);
    expect(told.tell('timer 5000')).toEqual(['submit a: buy 10 at 95']);
    told.tell('fill @ 95, armed');
    expect(told.awaitsClock()).toBe(false);
  });

  it('is made again at once when it never was', () => {
    expect(after(`${A}, unknown`, WIDE).tell('absent')).toEqual(['submit a: buy 10 at 95']);
  });
});

describe('a level that was denied', () => {
  it('waits for the next candle, not for the clock', () => {
    const told = after(`storage off, ${A}, storage on`, WIDE);
    expect(told.awaitsClock()).toBe(false);
    expect(told.tell('book 100, timer 60000')).toEqual([]);
    expect(told.tell('candle 100')).toEqual(['submit a: buy 10 at 95']);
  });

  it('waits for the next candle, also where another one was made again by the clock', () => {
    const given = `${A}, canceled, timer 5000, accept, storage off, candle 100 rest a:buy:95:10 b:buy:90:10, storage on`;
    const told = after(given, WIDE);
    expect(told.tell('timer 1')).toEqual([]);
    expect(told.tell('candle 100')).toEqual(['submit b: buy 10 at 90']);
  });

  it('for an order whose outcome is unknown is placed as soon as that is known', () => {
    const told = after(`${A}, unknown`, WIDE);
    expect(told.denials('candle 100 rest a:buy:95:10 b:buy:90:10')).toEqual(['unknownOrder']);
    expect(told.tell('accept of c0-0')).toEqual(['submit b: buy 10 at 90']);
  });

  it('for something else is not placed by that, nor by what comes after', () => {
    const told = after(`${A}, unknown, accept of c0-0, storage off`, WIDE);
    expect(told.denials('candle 100 rest a:buy:95:10 b:buy:90:10')).toEqual(['storageWritable']);
    expect(told.tell('storage on, book 100')).toEqual(['info storageChanged']);
    expect(told.tell('candle 100')).toEqual(['submit b: buy 10 at 90']);
  });

  it('is forgotten with its order when nothing is left of it: stated again it comes last', () => {
    const given = 'candle 100 rest a:buy:95:1 b:buy:90:1, accept of c0-0, accept of c0-1, candle 100 rest b:buy:90:1';
    const told = after(`${given}, canceled of c0-0, candle 100`, WIDE);
    expect(resting(told)?.map(({ level }) => level)).toEqual(['b']);
    expect(told.tell('candle 100 rest a:buy:95:1 b:buy:90:1')).toEqual(['submit a: buy 1 at 95']);
    expect(resting(told)?.map(({ level }) => level)).toEqual(['b', 'a']);
  });
});

describe('a statement', () => {
  it('is a decision to hold, for the reason it gives', () => {
    const told = after('candle 100 rest a:buy:95:10', WIDE);
    expect(told.engine.view.lanes[0]?.outcome).toEqual({
      action: 'hold',
      reason: 'test levels',
      denials: [],
      clientOrderId: undefined,
    });
  });

  it('of an order that cannot be is told once, and asks for nothing', () => {
    const told = toldEngine(WIDE);
    expect(told.hear('candle 100 rest a:buy:95:0.000001')).toEqual([
      'denied instrumentLimits',
      'decided hold, order -',
    ]);
    expect(told.hear('candle 100 rest a:buy:95:0.000001')).toEqual(['decided hold, order -']);
    expect(told.tell('candle 100')).toEqual([]);
  });

  it('says why an order is canceled', () => {
    expect(reasons(after(`${A}, accept`, WIDE), 'candle 100 rest a:buy:94:10')).toEqual(['to be replaced']);
    expect(reasons(after(`${A}, accept`, WIDE), 'candle 100 rest')).toEqual(['not wished any more']);
  });
});

describe('a fill that is told after its order was replaced', () => {
  const replaced = `${A}, accept, canceled, timer 5000, accept of c0-1`;

  it('has the order in its place canceled, and what is left then made anew', () => {
    const told = after(replaced, WIDE);
    expect(reasons(told, 'fill 4 @ 95 of c0-0')).toEqual(['to be replaced']);
    expect(told.tell('armed, canceled of c0-1')).toEqual(['submit a: buy 6 at 95']);
  });

  it('has nothing made anew when it was all of it', () => {
    const told = after(replaced, WIDE);
    expect(told.tell('fill 10 @ 95 of c0-0')).toEqual(['cancel c0-1', 'arm #1 10 stop 47.5 target -']);
    expect(told.tell('armed, canceled of c0-1, candle 100, timer 60000')).toEqual([]);
  });

  it('is booked when its level is forgotten', () => {
    const told = after(`${A}, accept, candle 100 rest, canceled, candle 100`, WIDE);
    expect(told.tell('fill 4 @ 95 of c0-0')).toEqual(['arm #1 4 stop 47.5 target -']);
  });

  it('that is all of it while its level waits leaves nothing to wait for', () => {
    const told = after(`${A}, accept, canceled, fill 10 @ 95, armed`, WIDE);
    expect(told.awaitsClock()).toBe(false);
    expect([told.tell('timer 5000, candle 100'), resting(told)]).toEqual([[], []]);
  });

  it('while its level waits counts', () => {
    const told = after(`${A}, accept, canceled, fill 4 @ 95, armed`, WIDE);
    expect(told.tell('timer 5000')).toEqual(['submit a: buy 6 at 95']);
  });
});

describe('a level that changes from buying to selling', () => {
  const switched = `${HELD}, candle 100 rest x:buy:80:5, accept, candle 100 rest x:sell:110:5`;

  it('sells all that is wished, whatever the buy still brings', () => {
    const told = after(switched, WIDE);
    expect(told.tell('fill 5 @ 80 of c0-2').at(-1)).toBe('submit x: sell 5 at 110');
  });

  it('goes on selling when that is told late', () => {
    const told = after(`${switched}, canceled of c0-2, accept of c0-3`, WIDE);
    expect(told.tell('fill 2 @ 80 of c0-2')).toEqual(['arm #3 22 stop 47.5 target -']);
    expect(roles(told)).toEqual(['x c0-3']);
  });
});

describe('a strategy that stops', () => {
  it('has its entry canceled', () => {
    expect(after('candle 100 buy limit 90, accept').tell('candle 100 throw')).toEqual([
      'cancel c0-0',
      'critical strategyStopped',
    ]);
  });

  it('has buys canceled, and leaves sales', () => {
    const told = after(`${HELD}, candle 100 rest s:sell:110:10 c:buy:80:1, accept of c0-2, accept of c0-3`, WIDE);
    expect(told.tell('candle 100 throw')).toEqual(['cancel c0-3', 'critical strategyStopped']);
  });

  it.each([
    ['a buy that waits is not made again', `${A}, canceled`, 'timer 5000'],
    ['a buy that is being canceled is not asked about again', `${A}, accept, candle 100 rest`, 'canceled, timer 5000'],
    ['a buy that is missing is not made', `storage off, ${A}, storage on`, 'candle 100, timer 5000'],
    [
      'a sale that was to take the place of a buy is not made',
      `${HELD}, candle 100 rest x:buy:80:5, accept, candle 100 rest x:sell:110:5`,
      'canceled of c0-2',
    ],
  ])('%s', (_what, given, then) => {
    const told = after(given, WIDE);
    expect(told.tell('candle 100 throw')).toEqual(['critical strategyStopped']);
    expect(told.tell(then)).toEqual([]);
  });

  it('leaves a sale that is missing alone', () => {
    const told = after('candle 100 rest s:sell:110:5', WIDE);
    expect(told.tell('candle 100 throw')).toEqual(['critical strategyStopped']);
    expect(resting(told)).toEqual([
      {
        level: 's',
        side: 'sell',
        price: 110,
        quantity: 5,
        status: 'missing',
        reason: 'level s: nothing is free to sell',
      },
    ]);
  });
});
