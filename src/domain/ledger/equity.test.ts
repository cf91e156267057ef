import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
import { Accounts } from './accounts.ts';
import { assertIdentity } from './equity.ts';
import { Holdings } from './holdings.ts';
import { Ledger } from './ledger.ts';
import { price } from '../units.ts';
import { fillNotional, postFill } from './posting.ts';
import { INSTRUMENTS, aLedger, anInstrument, buy, sell } from './testing.ts';

const MARKS = { USDT: decimal('1'), BTC: decimal('120') };
const BTC_USDT = anInstrument(0, 'BTC/USDT');
const ETH_USDT = anInstrument(1, 'ETH/USDT');

/** Books of one buy with a fee, taken apart so that a test can spoil them. */
function books() {
  const accounts = new Accounts({ USDT: decimal('1000') });
  const holdings = new Holdings(INSTRUMENTS);
  const fill = buy({ price: '100', quantity: '2', fee: '0.2 USDT' });
  postFill(fill, BTC_USDT, fillNotional(fill), accounts.apply);
  const lane = holdings.lane(0, BTC_USDT);
  lane.enter(fill, fill.quantity, fillNotional(fill), fill.fee);
  const { profit } = holdings.book(0);
  profit.paidFees += fill.fee;
  return { accounts, holdings, lane, profit };
}

type Books = ReturnType<typeof books>;

describe('equity', () => {
  it('is rounded down at the last digit', () => {
    const ledger = aLedger({ USDT: '1', GT: '0.000000000000000003' });
    const marks = { USDT: decimal('1'), GT: decimal('0.5') };
    expect(ledger.equity(marks)).toBe(decimal('1.000000000000000001'));
  });

  it('needs a mark for what is traded and held, as base or as quote, and for nothing else', () => {
    const ledger = aLedger({ USDT: '5', BTC: '0', XYZ: '9' });
    expect(ledger.equity({ USDT: decimal('1') })).toBe(decimal('5'));
    expect(() => aLedger({ GT: '1' }).equity({})).toThrow('GT is held and must have a mark');
    expect(() => aLedger({ USDT: '1' }).equity({})).toThrow('USDT is held and must have a mark');
  });
});

describe('profit at a mark', () => {
  const last = 1n;

  it('takes the value down and the exit fee up at the last digit', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '1', quantity: '0.000000000000000003' }));
    // Worth 1.5 of the last digit, of which the fee takes 0.25.
    expect(ledger.openProfit(0, price('0.5'), decimal('0.25'))).toEqual({
      realized: 0n,
      unrealized: -2n * last,
      exitFee: last,
      shown: -3n * last,
      invested: 3n * last,
    });
    ledger.book(sell({ price: '1', quantity: '0.000000000000000003' }));
    expect(ledger.openProfit(0, price('0.5'), decimal('0.25'))).toBeUndefined();
  });

  it('takes dust down at the last digit, when it is booked and while it is kept', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '1', quantity: '0.000000000000000003' }));
    expect(ledger.bookDust(0, price('0.5'), 0)).toMatchObject({ proceedsNotional: last, grossPnl: -2n * last });
    expect(ledger.dustProfit(0, price('0.5'))).toBe(0n);
    expect(ledger.dustProfit(0, price('1.2'))).toBe(2n * last);
    expect(ledger.dustProfit(0, price('0.9'))).toBe(last);
  });

  it('of a quote that nothing trades in is nothing', () => {
    expect(aLedger().realized('EUR')).toEqual({ gross: 0n, fees: 0n, net: 0n });
  });
});

describe('the equity identity', () => {
  it('holds for books that are right', () => {
    const { accounts, holdings } = books();
    expect(() => assertIdentity(accounts, holdings, MARKS)).not.toThrow();
  });

  it('holds without a mark, which counts for nothing', () => {
    const { accounts, holdings } = books();
    for (const marks of [{}, { USDT: decimal('1') }, { BTC: decimal('120') }]) {
      expect(() => assertIdentity(accounts, holdings, marks)).not.toThrow();
    }
  });

  it('is what a ledger asserts of its books', () => {
    const instrument = { ...BTC_USDT };
    const ledger = new Ledger({ instruments: [instrument, ETH_USDT], balances: { USDT: decimal('1000') } });
    ledger.book(buy({ price: '100', quantity: '2' }));
    expect(() => ledger.assertEquityIdentity(MARKS)).not.toThrow();
    Object.assign(instrument, { base: 'ETH' });
    expect(() => ledger.assertEquityIdentity(MARKS)).toThrow(
      'equity must have changed by realized + unrealized − fees, changed 40',
    );
  });

  it.each<[string, (its: Books) => void, string]>([
    ['a profit that no sale made', ({ profit }) => (profit.gross += 1n), 'realized + unrealized − fees, changed 39.8'],
    ['a cost off by the last digit', ({ lane }) => (lane.lots.cost -= 1n), 'explained 39.800000000000000001'],
    ['a fee that was not paid', ({ profit }) => (profit.paidFees += 1n), 'fees must be realized or in lots, off by'],
    ['a fee lost from its lot', ({ lane }) => (lane.lots.fee -= 1n), 'off by 0.000000000000000001'],
    ['coins from nowhere', ({ accounts }) => (accounts.of('BTC').available += 1n), 'BTC postings must sum to 0'],
    ['dust that is in no lot', ({ accounts }) => moveToDust(accounts), 'BTC dust must be in lots, held 1, lots 0'],
    ['more owned than held', ({ accounts }) => withdraw(accounts), 'BTC owned by lanes must be held, owned 2, held 1'],
  ])('does not hold with %s', (_title, spoil, message) => {
    const its = books();
    spoil(its);
    expect(() => assertIdentity(its.accounts, its.holdings, MARKS)).toThrow(message);
  });
});

function moveToDust(accounts: Accounts): void {
  accounts.apply('BTC', 'available', decimal('-1'));
  accounts.apply('BTC', 'dust', decimal('1'));
}

function withdraw(accounts: Accounts): void {
  accounts.apply('BTC', 'available', decimal('-1'));
  accounts.apply('BTC', 'external', decimal('1'));
}
