/** How much of a fill the books take, by what is held: at its limits, and beyond them. */
import { describe, expect, it } from 'vitest';
import { decimal, formatDecimal } from '../../../domain/decimal.ts';
import { quantity } from '../../../domain/units.ts';
import { BTC, ETH, type ToldEngine, type ToldOptions, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const SELLING = `${HELD}, candle 100 sell`;

const setAside = (told: ToldEngine) =>
  told.engine.view.suspense.entries.map(({ tradeId, quantity: amount, fee, feeAsset, why }) =>
    [tradeId, formatDecimal(amount), formatDecimal(fee), feeAsset, why].join(' '),
  );
const cash = (told: ToldEngine) => formatDecimal(told.engine.view.ledger.balance('USDT'));

interface Row {
  readonly what: string;
  readonly given: string;
  readonly fill: string;
  /** Trade, quantity, fee and its asset, and why. */
  readonly aside?: string;
  readonly position: number;
  readonly options?: ToldOptions;
}

const rows: readonly Row[] = [
  { what: 'a buy of all the money', given: 'candle 100 buy', fill: 'fill 10 @ 1000', position: 10 },
  {
    what: 'a buy of more than all the money',
    given: 'candle 100 buy',
    fill: 'fill 10 @ 1000.01 id x',
    aside: 'x 10 0 USDT it cost more than there is',
    position: 0,
  },
  { what: 'a buy of all the money with its fee', given: 'candle 100 buy', fill: 'fill 10 @ 999 fee 10', position: 10 },
  {
    what: 'a buy that the fee makes dearer than all the money',
    given: 'candle 100 buy',
    fill: 'fill 10 @ 1000 fee 0.01 id x',
    aside: 'x 10 0.01 USDT it cost more than there is',
    position: 0,
  },
  {
    what: 'a buy of all the money whose fee is in coins',
    given: 'candle 100 buy',
    fill: 'fill 10 @ 1000 fee 0.01 BTC',
    position: 9.99,
  },
  {
    what: 'a buy that costs more at the eighteenth decimal, rounded up',
    given: 'candle 100 buy',
    fill: 'fill 20000.000000000000000001 @ 0.5 id x',
    aside: 'x 20000.000000000000000001 0 USDT it cost more than there is',
    position: 0,
  },
  { what: 'a buy whose coins are all fee', given: 'candle 100 buy', fill: 'fill 1 fee 1 BTC', position: 0 },
  {
    what: 'a fee in coins above what was bought',
    given: 'candle 100 buy',
    fill: 'fill 1 fee 1.01 BTC id x',
    aside: 'x 0 1.01 BTC the fee in BTC is more than there is of it',
    position: 1,
  },
  {
    what: 'a fee that takes all there is of a third asset',
    given: 'operator move 0.5 GT, candle 100 buy',
    fill: 'fill fee 0.5 GT',
    position: 10,
  },
  {
    what: 'a fee of more than there is of a third asset',
    given: 'operator move 0.5 GT, candle 100 buy',
    fill: 'fill fee 0.51 GT id x',
    aside: 'x 0 0.51 GT the fee in GT is more than there is of it',
    position: 10,
  },
  { what: 'a sale of all that is held', given: SELLING, fill: 'fill 10', position: 0 },
  {
    what: 'a sale of more than is held, whose fee is booked with what is',
    given: SELLING,
    fill: 'fill 11 fee 2 id x',
    aside: 'x 1 0 USDT more was sold than the strategy holds',
    position: 0,
  },
  {
    what: 'a sale whose fee is all that it brings and all there was',
    given: SELLING,
    fill: 'fill 10 @ 100 fee 10000',
    position: 0,
  },
  {
    what: 'a sale whose fee is more than it brings and there was',
    given: SELLING,
    fill: 'fill 10 @ 100 fee 10000.01 id x',
    aside: 'x 0 10000.01 USDT the fee in USDT is more than there is of it',
    position: 0,
  },
  {
    what: 'a sale whose fee is more than it brings, rounded down',
    given: SELLING,
    fill: 'fill 0.000000000000000001 @ 0.5 fee 9000.000000000000000001 id x',
    aside: 'x 0 9000.000000000000000001 USDT the fee in USDT is more than there is of it',
    position: 10,
  },
  { what: 'a sale whose fee is coins that are left', given: SELLING, fill: 'fill 9 fee 1 BTC', position: 0 },
  {
    what: 'a sale whose fee is more coins than are left',
    given: SELLING,
    fill: 'fill 9 fee 1.01 BTC id x',
    aside: 'x 0 1.01 BTC the fee in BTC is more than there is of it',
    position: 1,
  },
  {
    what: 'a sale of all coins without a fee, told in coins',
    given: SELLING,
    fill: 'fill 10 fee 0 BTC',
    position: 0,
  },
  {
    what: 'a sale whose fee takes all there is of a third asset',
    given: `operator move 10 GT, ${SELLING}`,
    fill: 'fill 10 fee 10 GT',
    position: 0,
  },
  {
    what: 'a sale whose fee is more than there is of a third asset',
    given: `operator move 10 GT, ${SELLING}`,
    fill: 'fill 10 fee 10.01 GT id x',
    aside: 'x 0 10.01 GT the fee in GT is more than there is of it',
    position: 0,
  },
];

describe('a fill', () => {
  it.each(rows)('$what', ({ given, fill, aside, position, options }) => {
    const told = after(given, options);
    const lines = told.tell(fill);
    expect(setAside(told)).toEqual(aside === undefined ? [] : [aside]);
    expect(lines.includes('critical suspense')).toBe(aside !== undefined);
    expect(Number(told.engine.view.ledger.position(0)?.quantity ?? 0n) / 1e18).toBe(position);
  });

  it('within what its order set aside is set aside itself when another order has spent the money', () => {
    const told = after('candle 100 buy / buy', { lanes: ['BTC/USDT', 'BTC/USDT'], cash: '2000' });
    told.tell('fill 10 @ 190 of c0-0');
    expect(cash(told)).toBe('100');
    expect(told.tell('fill 10 @ 100 id x of c0-1')).toContain('critical suspense');
    expect(setAside(told)).toEqual(['x 10 0 USDT it cost more than there is']);
    expect([cash(told), told.now('position', 1)]).toEqual(['100', 0]);
  });

  it('of a sale is booked with its fee as far as the coins go', () => {
    const told = after(`${SELLING}, fill 11 fee 2 id x`);
    expect(cash(told)).toBe('9998');
  });

  it('sells dust along', () => {
    const dust = 'candle 100 buy, fill fee 0.00005 BTC, armed, candle 100 sell, fill';
    const told = after(`${dust}, candle 100 buy, fill fee 0.00005 BTC, armed, candle 100 sell`);
    expect(told.tell('fill 10')).toEqual(['disarm']);
    expect(told.engine.view.ledger.balance('BTC')).toBe(0n);
  });
});

describe('an order whose fill is set aside', () => {
  const UNPAID = 'candle 100 buy, fill 4 @ 5000 id x';

  it('has filled all the same', () => {
    const told = after('candle 100 buy, accept');
    expect(told.hear('fill 4 @ 5000 id x').filter((line) => line.startsWith('order'))).toEqual([
      'order c0-0 partiallyFilled',
    ]);
    const order = told.engine.view.orders.find('c0-0');
    expect([order?.status, order?.filledQuantity, order?.filledNotional, order?.fillCount]).toEqual([
      'partiallyFilled',
      quantity('4'),
      decimal('20000'),
      1,
    ]);
  });

  it('goes on filling', () => {
    const told = after(`${UNPAID}, operator active`);
    expect(told.denials('candle 100 buy')).toEqual(['orderPending']);
    expect(told.tell('fill 6 @ 100 of c0-0')).toEqual(['arm #1 6 stop 95 target -']);
    expect(told.statuses.get('c0-0')).toBe('filled');
  });

  it('ends when it is whole, and frees what it had set aside', () => {
    const told = after('candle 100 buy');
    expect(told.hear('fill 10 @ 5000 id x')).toContain('order c0-0 filled');
    expect(told.engine.view.portfolio.reservedQuote).toBe(0n);
    expect(told.denials('operator active, candle 100 buy')).toEqual([]);
  });

  it.each([
    ['was rejected', 'reject', 'rejected'],
    ['was canceled', 'canceled', 'canceled'],
  ])('stays what it was when it %s', (_what, answer, status) => {
    const told = after(`candle 100 buy, ${answer}`);
    told.tell('fill 4 @ 5000 id x of c0-0');
    expect([told.statuses.get('c0-0'), setAside(told)]).toEqual([status, ['x 4 0 USDT it cost more than there is']]);
    expect(told.engine.view.orders.find('c0-0')?.filledQuantity).toBe(quantity('4'));
    expect(told.engine.view.orders.working).toEqual([]);
  });

  it('and that rests is not placed again for it once an operator has settled it', () => {
    const told = after('candle 100 rest a:buy:95:10, accept, fill @ 5000 id x');
    expect(told.statuses.get('c0-0')).toBe('filled');
    expect(told.tell('operator settle x, operator active, candle 100')).toEqual([
      'info suspenseSettled',
      'warning tradingStateChanged',
    ]);
  });
});

describe('coins that paid the fee of another strategy', () => {
  const two = { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] };
  const given = `${HELD}, candle 100, candle 50 ETH buy`;

  it('are gone from what the one shows that held them, and from what guards it', () => {
    const told = after(given, two);
    expect(told.tell('fill fee 4 BTC')).toEqual(['lane 1: arm #1 20 stop 47.5 target -', 'arm #2 6 stop 95 target -']);
    expect([told.now('position'), told.now('equity')]).toEqual([6, 9600]);
    expect(told.tell('armed #2, quote 95')).toEqual(['submit sell 6 protectiveExit: stop-loss']);
  });

  it('end a position that they were all of', () => {
    const told = after(given, two);
    expect(told.tell('fill fee 10 BTC')).toEqual(['lane 1: arm #1 20 stop 47.5 target -', 'disarm']);
    expect([told.now('position'), told.now('guard'), told.now('equity')]).toEqual([0, 'flat', 9000]);
    // Nothing keeps it from entering again, and the next round trip is of the next entry alone.
    expect(told.denials('armed lane 1, candle 100 buy, candle 50 ETH')).toEqual([]);
    expect(told.hear('fill, armed, candle 110 sell, candle 50 ETH, fill')).toContain('round trip 100 by test exit');
    expect(told.now('equity')).toBe(9100);
  });

  it.each([
    ['its strategy', 'candle 100 sell'],
    ['its strategy, of a part', 'candle 100 sell 0.5'],
    ['a stop', 'quote 95'],
    ['an operator', 'operator close 0'],
  ])('are not sold by %s', (_who, wish) => {
    const told = after(`${given}, fill fee 10 BTC, armed lane 1`, two);
    expect(told.tell(wish)).toEqual([]);
    expect(told.engine.view.lanes[0]?.orders.goal).toBeUndefined();
  });

  it('leave an exit at work nothing to try again', () => {
    const told = after(`${HELD}, candle 100 sell, candle 50 ETH buy, fill fee 10 BTC, armed lane 1`, two);
    expect(told.tell('canceled of c0-1, timer 60000').filter((line) => line.includes('submit'))).toEqual([]);
  });
});
