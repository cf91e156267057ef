import { describe, expect, it } from 'vitest';
import { type Decimal, decimal, formatDecimal } from '../decimal.ts';
import { postingsOf } from '../index.ts';
import { price } from '../units.ts';
import type { LedgerFill } from './fill.ts';
import type { Ledger } from './ledger.ts';
import { INSTRUMENTS, aLedger, buy, sell } from './testing.ts';

const MARKS = { USDT: decimal('1'), BTC: decimal('123.456789'), GT: decimal('7.7'), ETH: decimal('9.99') };

/** Books all and proves the books after each fill; returns the last answer. */
function bookAll(ledger: Ledger, ...fills: LedgerFill[]) {
  const bookings = fills.map((fill) => {
    const booking = ledger.book(fill);
    ledger.assertEquityIdentity(MARKS);
    return booking;
  });
  return bookings.at(-1) as (typeof bookings)[number];
}

function texts(amounts: Readonly<Record<string, Decimal>>): Record<string, string> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, formatDecimal(amount)]));
}

/** `price quantity`, e.g. `100 1`, and a fee such as `0.1 USDT`. */
interface Row {
  readonly title: string;
  readonly fills: readonly [side: 'buy' | 'sell', price: string, quantity: string, fee?: string][];
  /** Gross, fees and net of what was sold. */
  readonly profit: readonly [string, string, string];
  readonly balances: Readonly<Record<string, string>>;
  /** Quantity, cost, entry fees and average of what is left; absent when flat. */
  readonly left?: readonly [string, string, string, string];
}

const ROWS: readonly Row[] = [
  {
    title: 'a buy realizes nothing',
    fills: [['buy', '100', '2', '0.2 USDT']],
    profit: ['0', '0', '0'],
    balances: { BTC: '2', GT: '10', USDT: '799.8' },
    left: ['2', '200', '0.2', '100'],
  },
  {
    title: 'a round trip with fees in quote',
    fills: [
      ['buy', '100', '2', '0.2 USDT'],
      ['sell', '110', '2', '0.22 USDT'],
    ],
    profit: ['20', '0.42', '19.58'],
    balances: { BTC: '0', GT: '10', USDT: '1019.58' },
  },
  {
    title: 'a base fee leaves fewer coins at the same price',
    fills: [['buy', '100', '2', '0.002 BTC']],
    profit: ['0', '0', '0'],
    balances: { BTC: '1.998', GT: '10', USDT: '800' },
    left: ['1.998', '199.8', '0.2', '100'],
  },
  {
    title: 'what the base fee left is all that can be sold, and its fee is in the net profit',
    fills: [
      ['buy', '100', '2', '0.002 BTC'],
      ['sell', '110', '1.998', '0.21978 USDT'],
    ],
    profit: ['19.98', '0.41978', '19.56022'],
    balances: { BTC: '0', GT: '10', USDT: '1019.56022' },
  },
  {
    title: 'a fee in a third asset is not in quote profit',
    fills: [
      ['buy', '100', '2', '0.01 GT'],
      ['sell', '110', '2', '0.02 GT'],
    ],
    profit: ['20', '0', '20'],
    balances: { BTC: '0', GT: '9.97', USDT: '1020' },
  },
  {
    title: 'first bought is first sold, and takes its share of the entry fee',
    fills: [
      ['buy', '100', '1', '0.1 USDT'],
      ['buy', '200', '1', '0.4 USDT'],
      ['sell', '150', '1.5', '0.3 USDT'],
    ],
    // 1 × (150 − 100) + 0.5 × (150 − 200); fees 0.1 + half of 0.4 + 0.3
    profit: ['25', '0.6', '24.4'],
    balances: { BTC: '0.5', GT: '10', USDT: '924.2' },
    left: ['0.5', '100', '0.2', '200'],
  },
  {
    title: 'a loss is a loss',
    fills: [
      ['buy', '100', '1', '0.1 USDT'],
      ['sell', '90', '1', '0.09 USDT'],
    ],
    profit: ['-10', '0.19', '-10.19'],
    balances: { BTC: '0', GT: '10', USDT: '989.81' },
  },
  {
    title: 'a fee that is larger than what a tiny sale brings is paid from what is held',
    fills: [
      ['buy', '100', '1'],
      ['sell', '100', '0.0001', '0.02 USDT'],
    ],
    profit: ['0', '0.02', '-0.02'],
    balances: { BTC: '0.9999', GT: '10', USDT: '899.99' },
    left: ['0.9999', '99.99', '0', '100'],
  },
  {
    title: 'a base fee that takes all that was bought leaves nothing but the fee',
    fills: [['buy', '100', '0.0001', '0.0001 BTC']],
    profit: ['0', '0', '0'],
    balances: { BTC: '0', GT: '10', USDT: '999.99' },
  },
];

describe('the ledger', () => {
  it.each(ROWS)('$title', ({ fills, profit, balances, left }) => {
    const ledger = aLedger({ USDT: '1000', GT: '10' });
    bookAll(
      ledger,
      ...fills.map(([side, at, size, fee]) => {
        const fill = { price: at, quantity: size, fee: fee ?? '0 USDT' };
        return side === 'buy' ? buy(fill) : sell(fill);
      }),
    );
    const { gross, fees, net } = ledger.realized('USDT');
    expect([gross, fees, net].map(formatDecimal)).toEqual(profit);
    expect(texts(ledger.balances())).toEqual(balances);
    const position = ledger.position(0);
    const parts = position && [
      position.quantity,
      position.costNotional,
      position.feesNotional,
      position.averageEntryPrice,
    ];
    expect(parts?.map(formatDecimal)).toEqual(left);
  });

  it('applies exactly the postings of each fill', () => {
    const start = { USDT: '1000', GT: '10' };
    const ledger = aLedger(start);
    const sums: Record<string, Decimal> = { USDT: decimal('1000'), GT: decimal('10'), BTC: 0n };
    const fills = [
      buy({ price: '101.37', quantity: '1.2345', fee: '0.0012345 BTC' }),
      sell({ price: '99.01', quantity: '0.4', fee: '0.04 USDT' }),
      sell({ price: '98.77', quantity: '0.3', fee: '0.004 GT' }),
    ];
    for (const fill of fills) {
      ledger.book(fill);
      for (const { asset, account, amount } of postingsOf(fill, INSTRUMENTS[0] as (typeof INSTRUMENTS)[number])) {
        if (account === 'available') sums[asset] = (sums[asset] as Decimal) + amount;
      }
      expect(ledger.balances()).toEqual(sums);
    }
    expect(texts(ledger.fees())).toEqual({ BTC: '0.0012345', GT: '0.004', USDT: '0.04' });
  });

  it('keeps lanes of one instrument apart', () => {
    const ledger = aLedger();
    bookAll(ledger, buy({ lane: 0, price: '100' }), buy({ lane: 3, price: '200' }), sell({ lane: 3, price: '210' }));
    expect(ledger.position(3)).toBeUndefined();
    expect(ledger.position(0)?.costNotional).toBe(decimal('100'));
    expect(ledger.realized('USDT').gross).toBe(decimal('10'));
    expect([ledger.position(7), ledger.lots(7), ledger.lotQuantity(7, 'grid-1')]).toEqual([undefined, [], 0n]);
  });

  it('keeps the lots of a lane by their names', () => {
    const ledger = aLedger();
    ledger.book({ ...buy({ price: '100' }), lot: 'grid-1' });
    ledger.book(buy({ price: '90', fee: '0.5 USDT' }));
    expect(ledger.lots(0).map(({ cost, fee, name }) => [cost, fee, name])).toEqual([
      [decimal('100'), 0n, 'grid-1'],
      [decimal('90'), decimal('0.5'), undefined],
    ]);
    expect([ledger.lotQuantity(0, 'grid-1'), ledger.lotQuantity(0, 'grid-2')]).toEqual([decimal('1'), 0n]);
  });

  it('knows the trades it has booked, per instrument', () => {
    const ledger = aLedger();
    ledger.book(buy({ tradeId: '17' }));
    expect(ledger.has('17', 0, 'buy')).toBe(true);
    expect(ledger.has('18', 0, 'buy')).toBe(false);
    // Some venues count trades per symbol: the same number elsewhere is another trade.
    expect(ledger.has('17', 1, 'buy')).toBe(false);
    ledger.book(buy({ tradeId: '17', instrument: 1, lane: 1 }));
    expect(ledger.balance('GT')).toBe(decimal('1'));
  });

  it('books both sides of a trade in which two orders of its own have met', () => {
    const ledger = aLedger();
    bookAll(ledger, buy({ lane: 0, tradeId: '16', price: '90' }));
    bookAll(ledger, sell({ lane: 0, tradeId: '17', price: '100' }), buy({ lane: 3, tradeId: '17', price: '100' }));
    expect(ledger.has('17', 0, 'sell')).toBe(true);
    expect(ledger.has('17', 0, 'buy')).toBe(true);
    expect(ledger.has('16', 0, 'sell')).toBe(false);
    expect(ledger.position(0)).toBeUndefined();
    expect(ledger.position(3)?.costNotional).toBe(decimal('100'));
    expect(ledger.realized('USDT').gross).toBe(decimal('10'));
    expect(() => ledger.book(buy({ lane: 3, tradeId: '17' }))).toThrow('17 was booked before');
  });

  it('values an open position against its cost', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '2', fee: '0.5 USDT' }));
    expect(ledger.openProfit(0, price('103'), decimal('0.001'))).toEqual({
      realized: 0n,
      unrealized: decimal('5.5'),
      exitFee: decimal('0.206'),
      shown: decimal('5.294'),
      invested: decimal('200.5'),
    });
    expect(ledger.openProfit(5, price('103'), 0n)).toBeUndefined();
    expect(ledger.equity(MARKS)).toBe(decimal('1046.413578'));
  });

  it('counts an asset without a mark for nothing, unless it is traded', () => {
    const ledger = aLedger({ USDT: '5', XYZ: '9' });
    expect(ledger.equity({ USDT: decimal('1') })).toBe(decimal('5'));
    expect(() => ledger.equity({ BTC: decimal('1') })).toThrow('USDT is held and must have a mark');
  });

  it('takes deposits and withdrawals without calling them profit', () => {
    const ledger = aLedger({ USDT: '1000', BTC: '1' });
    bookAll(ledger, buy({ quantity: '2' }));
    ledger.adjust('USDT', decimal('500'));
    ledger.adjust('BTC', decimal('-0.75'));
    ledger.assertEquityIdentity(MARKS);
    expect(texts(ledger.balances())).toEqual({ BTC: '2.25', USDT: '1300' });
    expect(() => ledger.adjust('BTC', decimal('-0.5'))).toThrow('BTC that lanes own must not be spent, missing 0.25');
  });

  it('tells two ledgers apart by their snapshots, whatever order their lanes opened in', () => {
    const fills = [buy({ lane: 1, tradeId: 'a' }), buy({ lane: 0, instrument: 1, tradeId: 'b', price: '7' })];
    const [one, two, three] = [
      aLedger({ USDT: '999', GT: '1' }),
      aLedger({ GT: '1', USDT: '999' }),
      aLedger({ USDT: '999', GT: '1' }),
    ];
    for (const fill of fills) one.book(fill);
    for (const fill of fills.toReversed()) two.book(fill);
    for (const fill of fills) three.book({ ...fill, fee: 1n });
    expect(JSON.stringify(two.snapshot())).toBe(JSON.stringify(one.snapshot()));
    expect(three.snapshot()).not.toEqual(one.snapshot());
    expect(Object.keys(one.balances())).toEqual(['BTC', 'GT', 'USDT']);
    expect(one.snapshot().lanes[1]?.lots).toEqual([['1', '100', '0']]);
  });
});

describe('a fill that must not be booked', () => {
  it.each([
    ['a trade that was booked before', buy({ tradeId: 'first' }), 'must be booked once, first was booked before'],
    [
      'more sold than the lane owns',
      sell({ quantity: '1.0001' }),
      'lane 0 must own what it sells, owned 1, sold 1.0001',
    ],
    ['a sale of a flat lane', sell({ lane: 1 }), 'lane 1 must own what it sells, owned 0, sold 1'],
    [
      'more spent than there is',
      buy({ quantity: '10' }),
      'USDT available must not be negative: held 900, change -1000',
    ],
    ['a fee that nothing is there for', buy({ fee: '1 BNB' }), 'BNB available must not be negative: held 0, change -1'],
    ['a base fee above what was bought', buy({ fee: '2 BTC' }), 'a base fee must not exceed what was bought, was 2'],
    ['a lane that trades another instrument', buy({ instrument: 1 }), 'was BTC/USDT, asked GT/USDT'],
    ['an unknown instrument', buy({ instrument: 9 }), "instrument 9 must be one of the ledger's"],
    ['a fractional lane', buy({ lane: 0.5 }), 'a lane must be a whole number from 0, value was 0.5'],
    ['a quantity of zero', buy({ quantity: '0' }), 'price and quantity must be positive'],
    ['a price of zero', buy({ price: '0' }), 'price and quantity must be positive'],
    ['a fee below zero', buy({ fee: '-1 USDT' }), 'fee not negative, values were 100, 1, -1'],
  ])('%s', (_title, fill, message) => {
    const ledger = aLedger();
    ledger.book(buy({ tradeId: 'first' }));
    expect(() => ledger.book(fill)).toThrow(message);
  });

  it('a start with less than nothing', () => {
    expect(() => aLedger({ USDT: '-1' })).toThrow('USDT available must not be negative');
  });

  it('quote that a lane owns as its base', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '1' }));
    expect(ledger.unowned('BTC')).toBe(0n);
    const eth = buy({ lane: 2, instrument: 2, price: '0.05', quantity: '2', fee: '0 BTC' });
    expect(() => ledger.book(eth)).toThrow('BTC that lanes own must not be spent, missing 0.1');
  });
});
