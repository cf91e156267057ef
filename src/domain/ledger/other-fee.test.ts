import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
import { price } from '../units.ts';
import { aLedger, buy, sell } from './testing.ts';

const MARKS = { USDT: decimal('1'), BTC: decimal('97.31'), GT: decimal('7.7'), ETH: decimal('9.99') };

/** Lane 1 trades GT, the coin that fees are paid in. */
const gtBuy = { lane: 1, instrument: 1, price: '10', quantity: '2' };

describe('a fee that no quote amount includes', () => {
  it('is paid by coins that nobody owns, and no lane loses any', () => {
    const ledger = aLedger({ USDT: '1000', GT: '1' });
    ledger.book(buy(gtBuy));
    ledger.book(buy({ fee: '0.5 GT' }));
    ledger.assertEquityIdentity(MARKS);
    expect(ledger.position(1)?.quantity).toBe(decimal('2'));
    expect(ledger.unowned('GT')).toBe(decimal('0.5'));
  });

  it("comes out of another lane's lots when nothing else is left, at what those coins cost", () => {
    const ledger = aLedger({ USDT: '1000', GT: '0.25' });
    ledger.book(buy(gtBuy));
    expect(ledger.position(1)?.quantity).toBe(decimal('2'));
    ledger.book(buy({ fee: '0.5 GT' }));
    ledger.assertEquityIdentity(MARKS);
    expect(ledger.position(1)).toMatchObject({ quantity: decimal('1.75'), costNotional: decimal('17.5') });
    expect(ledger.realized('USDT')).toEqual({ gross: 0n, fees: decimal('2.5'), net: decimal('-2.5') });
    const { closedRoundTrip } = ledger.book(sell({ ...gtBuy, quantity: '1.75' }));
    expect(closedRoundTrip).toMatchObject({ netPnl: 0n });
    expect(ledger.balance('GT')).toBe(0n);
  });

  it('comes out of dust before positions', () => {
    const ledger = aLedger({ USDT: '1000' });
    ledger.book(buy({ ...gtBuy, quantity: '1' }));
    ledger.bookDust(1, price('7'), 0);
    ledger.book(buy(gtBuy));
    ledger.book(buy({ fee: '0.4 GT' }));
    ledger.assertEquityIdentity(MARKS);
    expect(ledger.dust(1)).toBe(decimal('0.6'));
    ledger.book(buy({ fee: '0.7 GT' }));
    ledger.assertEquityIdentity(MARKS);
    expect(ledger.dust(1)).toBe(0n);
    expect(ledger.position(1)?.quantity).toBe(decimal('1.9'));
  });

  it('is paid by dust alone when every lane is sold', () => {
    const ledger = aLedger({ USDT: '1000' });
    ledger.book(buy(gtBuy));
    ledger.bookDust(1, price('7'), 0);
    ledger.book(buy({ fee: '0.5 GT' }));
    ledger.assertEquityIdentity(MARKS);
    expect(ledger.dust(1)).toBe(decimal('1.5'));
    expect(ledger.balance('GT')).toBe(decimal('1.5'));
  });

  it('in base on a sale shrinks what the lane has left, and is in its net profit', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '1' }));
    const booking = ledger.book(sell({ price: '110', quantity: '0.5', fee: '0.01 BTC' }));
    ledger.assertEquityIdentity(MARKS);
    expect(booking).toMatchObject({ realizedGrossPnl: decimal('5'), realizedPnl: decimal('4'), isFlat: false });
    const last = ledger.book(sell({ price: '110', quantity: '0.48', fee: '0.01 BTC' }));
    ledger.assertEquityIdentity(MARKS);
    expect(last.isFlat).toBe(true);
    expect(last.closedRoundTrip).toMatchObject({ quantity: decimal('0.98'), netPnl: decimal('7.8'), otherFees: {} });
    expect(ledger.realized('USDT').net).toBe(decimal('7.8'));
  });
});
