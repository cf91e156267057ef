/** What the venue says is never an assertion: what the books cannot take is kept, told, and settled by a person. */
import { describe, expect, it } from 'vitest';
import { decimal } from '../../../domain/decimal.ts';
import { BTC, type ToldEngine, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const SOLD = `${HELD}, candle 100 sell, fill`;

const setAside = (told: ToldEngine) =>
  told.engine.view.suspense.entries.map(({ tradeId, quantity, fee, feeAsset }) =>
    [tradeId, Number(quantity) / 1e18, Number(fee) / 1e18, feeAsset].join(' '),
  );

describe('a fill that the books cannot take', () => {
  it.each([
    ['a second sale of what is gone', SOLD, 'fill 1 id x of c0-1', ['x 1 0 USDT']],
    ['a sale of more than is held', `${HELD}, candle 100 sell`, 'fill 11 id x', ['x 1 0 USDT']],
    ['a fee in an asset that nobody has', 'candle 100 buy', 'fill fee 0.5 GT id x', ['x 0 0.5 GT']],
    ['a fee in coins above what was bought', 'candle 100 buy', 'fill 1 fee 2 BTC id x', ['x 0 2 BTC']],
    ['a buy of more than there is money for', 'candle 100 buy', 'fill 500 id x', ['x 500 0 USDT']],
  ])('is kept: %s', (_what, given, fill, entries) => {
    const told = after(given);
    const lines = told.tell(fill);
    expect(lines).toContain('critical suspense');
    expect(lines).toContain('critical tradingStateChanged');
    expect(setAside(told)).toEqual(entries);
    expect(told.now('tradingState')).toBe('reducing');
  });

  it('tells everybody what it is, that trading is reducing, and the command that settles it', () => {
    const told = after(SOLD);
    const what = 'trade x of order c0-1 is set aside: more was sold than the strategy holds';
    const notices = told.notices('fill 1 id x of c0-1').filter((line) => !line.startsWith('contradiction'));
    expect(notices).toEqual([
      expect.stringMatching(/^tradingStateChanged: only exits from here on: contradiction: .*cab settle/),
      `suspense: ${what}; look at the venue, then cab settle x settles it`,
    ]);
    const bought = after('candle 100 buy');
    bought.tell('fill fee 0.5 GT id y');
    expect(bought.engine.view.control.tradingStateReason).toMatch(/^suspense: trade y .*; cab settle y settles it$/);
  });

  it('is kept once, however often it is told', () => {
    const told = after(`${SOLD}, fill 1 id x of c0-1`);
    expect(told.tell('fill 1 id x of c0-1')).toEqual([]);
    expect(setAside(told)).toHaveLength(1);
  });

  it('is booked as far as it goes', () => {
    const told = after(`${HELD}, candle 100 sell, fill 11 @ 110`);
    expect([told.now('position'), told.now('equity')]).toEqual([0, 10_100]);
    expect(after('candle 100 buy, fill fee 0.5 GT').now('position')).toBe(10);
  });

  it('is told as far as it is booked, so that no list of fills is ahead of the books', () => {
    expect(after(`${HELD}, candle 100 sell, fill 11 @ 110 id x`).booked).toEqual(['t1 10 fee 0', 'x 10 fee 0']);
    expect(after('candle 100 buy, fill fee 0.5 GT id x').booked).toEqual(['x 10 fee 0']);
    expect(after('candle 100 buy, fill 500 id x').booked).toEqual([]);
  });

  it('guards what was bought with a fee that nobody has', () => {
    expect(after('candle 100 buy').tell('fill fee 0.5 GT').at(-1)).toBe('arm #1 10 stop 95 target -');
  });
});

describe('coins that were sold beyond the books', () => {
  const two = { lanes: ['BTC/USDT', 'BTC/USDT'], instruments: [BTC] };
  // Both lanes hold 10; the first one's exit sells 12 of the 20 that are there.
  const oversold =
    'candle 100 buy / buy, fill of c0-0, fill of c0-1, armed, armed lane 1, candle 100 sell, fill 12 id x';

  it('are not sold again by another strategy', () => {
    expect(after(oversold, two).tell('candle 100 - / sell')).toContain('lane 1: submit sell 8 signalExit: test exit');
  });

  it('leave a wish to sell what is not there waiting, and what is held is no dust, until they are settled', () => {
    const gone = oversold.replace('fill 12', 'fill 20');
    const told = after(`${gone}, candle 100 - / sell`, two);
    expect(told.tell('timer 1000, timer 5000, timer 9000')).toEqual([]);
    expect(told.now('position', 1)).toBe(10);
    expect(told.tell('operator settle x, timer')).toEqual([
      'info suspenseSettled',
      'lane 1: submit sell 10 signalExit: test exit',
    ]);
  });

  it('are said to keep the position from being left after five tries', () => {
    const told = after(`${oversold.replace('fill 12', 'fill 20')}, candle 100 - / sell`, two);
    expect(told.tell('timer 0, timer 1000, timer 2000')).toEqual([]);
    expect(told.notices('timer 5000, timer 15000')).toEqual([
      'exitStuck: BTC/USDT: the position could not be left in 5 tries (test exit); they go on',
    ]);
  });

  it('count no more once they are settled', () => {
    const told = after(`${oversold}, operator settle x`, two);
    expect(setAside(told)).toEqual([]);
    expect(told.tell('candle 100 - / sell')).toContain('lane 1: submit sell 10 signalExit: test exit');
  });

  it('stay when something else is settled, and trading stays reducing', () => {
    const told = after(`${oversold}, operator settle y`, two);
    expect(setAside(told)).toHaveLength(1);
    told.tell('operator settle x');
    expect(told.now('tradingState')).toBe('reducing');
  });
});

describe('two strategies that trade with each other', () => {
  const two = { lanes: ['BTC/USDT', 'BTC/USDT'], instruments: [BTC] };
  // One trade of the venue, told once for each of the two orders that met.
  const met = 'fill @ 100 id t of c0-1, fill @ 100 id t of c0-2';
  const given = 'candle 90 buy size 900, fill of c0-0, armed, candle 100 sell / buy';

  it('have both sides of the trade booked', () => {
    const told = after(`${given}, ${met}`, two);
    expect([told.now('position'), told.now('position', 1)]).toEqual([0, 10]);
    expect([told.now('equity'), told.engine.view.ledger.balance('BTC')]).toEqual([10_100, decimal('10')]);
  });

  it('have them booked once, however often they are told', () => {
    const told = after(`${given}, ${met}`, two);
    const before = JSON.stringify(told.engine.view.ledger.snapshot());
    told.tell(`${met}, ${met}`);
    expect(JSON.stringify(told.engine.view.ledger.snapshot())).toBe(before);
    expect(setAside(told)).toEqual([]);
  });

  it('have each side set aside that the books cannot take, and settled together', () => {
    const told = after(`${given}, ${met}, fill 500 id x of c0-1, fill 500 id x of c0-2`, two);
    expect(setAside(told)).toEqual(['x 500 0 USDT', 'x 500 0 USDT']);
    told.tell('operator settle x');
    expect(setAside(told)).toEqual([]);
  });
});
