import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
import { Accounts } from './accounts.ts';
import { assertIdentity } from './equity.ts';
import { Holdings } from './holdings.ts';
import { fillNotional, postFill } from './posting.ts';
import { INSTRUMENTS, anInstrument, buy } from './testing.ts';

const MARKS = { USDT: decimal('1'), BTC: decimal('120') };
const BTC_USDT = anInstrument(0, 'BTC/USDT');

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

describe('the equity identity', () => {
  it('holds for books that are right', () => {
    const { accounts, holdings } = books();
    expect(() => assertIdentity(accounts, holdings, MARKS)).not.toThrow();
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
