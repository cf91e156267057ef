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
    expect(last.closedRoundTrip).toMatchObject({ quantity: decimal('0.98'), netPnl: decimal('7.8') });
    expect(last.closedRoundTrip?.otherFees).toEqual({});
    expect(ledger.realized('USDT').net).toBe(decimal('7.8'));
  });

  it("on a sale takes coins that nobody owns before the lane's, which cost their price and their own fee", () => {
    const ledger = aLedger({ USDT: '1000', BTC: '0.004' });
    ledger.book(buy({ price: '100', quantity: '1', fee: '1 USDT' }));
    const booking = ledger.book(sell({ price: '110', quantity: '0.5', fee: '0.014 BTC' }));
    ledger.assertEquityIdentity(MARKS);
    expect(ledger.position(0)).toMatchObject({ quantity: decimal('0.49'), costNotional: decimal('49') });
    // Half of the entry fee was the sold coins'; 0.01 BTC of the lane cost 1 and 0.01 of fee.
    expect(booking).toMatchObject({ realizedGrossPnl: decimal('5'), realizedPnl: decimal('3.49') });
    const { closedRoundTrip } = ledger.book(sell({ price: '110', quantity: '0.49' }));
    expect(closedRoundTrip).toMatchObject({ fees: decimal('2'), netPnl: decimal('7.9') });
    expect(closedRoundTrip?.otherFees).toEqual({ BTC: decimal('0.004') });
  });

  it('goes through lanes in their order, each giving what it has', () => {
    const ledger = aLedger({ USDT: '1000' });
    ledger.book(buy({ ...gtBuy, lane: 3, quantity: '1' }));
    ledger.book(buy({ ...gtBuy, lane: 1, quantity: '0.3' }));
    ledger.book(buy({ ...gtBuy, lane: 2, quantity: '1' }));
    ledger.book(buy({ fee: '0.5 GT' }));
    ledger.assertEquityIdentity(MARKS);
    expect([1, 2, 3].map((lane) => ledger.position(lane)?.quantity)).toEqual([undefined, decimal('0.8'), decimal('1')]);
  });

  it('opens no account but that of the asset', () => {
    const ledger = aLedger({ USDT: '1000' });
    ledger.book(buy({ fee: '0 BNB' }));
    expect(ledger.balances()).toEqual({ BTC: decimal('1'), USDT: decimal('900') });
    ledger.book(buy(gtBuy));
    ledger.book(buy({ fee: '0.5 GT' }));
    expect(ledger.balances()).toEqual({ BTC: decimal('2'), GT: decimal('1.5'), USDT: decimal('780') });
    expect(ledger.fees()).toEqual({ GT: decimal('0.5') });
    expect(ledger.owned('BNB')).toBe(0n);
  });

  it('adds up over a round trip', () => {
    const ledger = aLedger({ USDT: '1000', BNB: '1' });
    ledger.book(buy({ fee: '0.01 BNB' }));
    const { closedRoundTrip } = ledger.book(sell({ fee: '0.02 BNB' }));
    expect(closedRoundTrip?.otherFees).toEqual({ BNB: decimal('0.03') });
  });

  it('may take all that a round trip has cost: it then has no return', () => {
    const ledger = aLedger({ USDT: '1000' });
    const few = { lane: 1, instrument: 1, price: '0.1' };
    // Ten of the last digit for one: of the half that is sold the cost rounds to nothing, the fee takes the rest.
    ledger.book(buy({ ...few, quantity: '0.00000000000000001' }));
    ledger.book(sell({ ...few, quantity: '0.000000000000000005' }));
    ledger.book(buy({ ...few, lane: 3, quantity: '1' }));
    ledger.book(buy({ fee: '0.000000000000000005 GT' }));
    expect(ledger.position(1)).toBeUndefined();
    ledger.bookDust(3, price('0.1'), 0);
    const { closedRoundTrip } = ledger.book(sell({ ...few, quantity: '1' }));
    expect(closedRoundTrip).toMatchObject({ costNotional: 0n, returnRatio: 0 });
    ledger.assertEquityIdentity(MARKS);
  });
});
