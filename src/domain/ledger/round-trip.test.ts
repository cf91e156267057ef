import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
import { price, quantity } from '../units.ts';
import type { Ledger } from './ledger.ts';
import { aLedger, buy, sell } from './testing.ts';

const MARKS = { USDT: decimal('1'), BTC: decimal('97.31'), GT: decimal('7.7'), ETH: decimal('9.99') };

describe('a round trip', () => {
  it('is recorded when the lane is flat, and not before', () => {
    const ledger = aLedger({ USDT: '1000', GT: '1' });
    const bookings = [
      buy({ price: '100', quantity: '1', fee: '0.1 USDT', timeMs: 10, clientOrderId: 'in-1' }),
      buy({ price: '104', quantity: '1', fee: '0.1 USDT', timeMs: 11, clientOrderId: 'in-1' }),
      buy({ price: '108', quantity: '2', fee: '0.01 GT', timeMs: 20, clientOrderId: 'in-2' }),
      sell({ price: '110', quantity: '1', fee: '0.2 USDT', timeMs: 30 }),
      sell({ price: '120', quantity: '3', fee: '0.6 USDT', timeMs: 40 }),
    ].map((fill) => ledger.book(fill));
    expect(bookings.map((booking) => booking.isFlat)).toEqual([false, false, false, false, true]);
    expect(bookings.slice(0, 4).every((booking) => booking.closedRoundTrip === undefined)).toBe(true);
    expect(bookings[3]).toMatchObject({ realizedPnl: decimal('9.7'), realizedGrossPnl: decimal('10') });
    expect(bookings[4]?.closedRoundTrip).toEqual({
      lane: 0,
      instrument: 0,
      entryTimeMs: 10,
      exitTimeMs: 40,
      quantity: decimal('4'),
      averageEntryPrice: decimal('105'),
      averageExitPrice: decimal('117.5'),
      costNotional: decimal('420'),
      proceedsNotional: decimal('470'),
      grossPnl: decimal('50'),
      fees: decimal('1'),
      netPnl: decimal('49'),
      returnRatio: 49 / 420.2,
      otherFees: { GT: decimal('0.01') },
      fills: 5,
      entries: 2,
    });
  });

  it('begins anew with the next entry', () => {
    const ledger = aLedger();
    ledger.book(buy({ timeMs: 1, clientOrderId: 'a' }));
    ledger.book(sell({ timeMs: 2 }));
    ledger.book(buy({ timeMs: 3, clientOrderId: 'a' }));
    expect(ledger.position(0)).toMatchObject({ entryTimeMs: 3, entries: 1, fills: 1 });
    const second = ledger.book(sell({ timeMs: 4, price: '101' })).closedRoundTrip;
    expect(second).toMatchObject({ entryTimeMs: 3, exitTimeMs: 4, grossPnl: decimal('1'), fills: 2 });
    expect(second?.otherFees).toEqual({});
  });

  it('has the fees of all its fills, also of one that the fee took whole', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '1', fee: '1 USDT' }));
    ledger.book(buy({ price: '100', quantity: '0.01', fee: '0.01 BTC' }));
    const { closedRoundTrip } = ledger.book(sell({ price: '110', quantity: '1', fee: '2 USDT' }));
    ledger.assertEquityIdentity(MARKS);
    expect(closedRoundTrip).toMatchObject({ costNotional: decimal('100'), fees: decimal('4'), netPnl: decimal('6') });
    expect(ledger.realized('USDT').net).toBe(decimal('6'));
    expect(ledger.balance('USDT')).toBe(decimal('1006'));
  });

  it('shows the position as it grows and shrinks', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '1', timeMs: 5 }));
    const first = ledger.position(0);
    expect(ledger.position(0)).toBe(first);
    ledger.book(buy({ price: '110', quantity: '1', timeMs: 6, clientOrderId: 'b' }));
    expect(ledger.position(0)).toMatchObject({ averageEntryPrice: decimal('105'), entryTimeMs: 5, entries: 2 });
    ledger.book(sell({ quantity: '1' }));
    expect(ledger.position(0)).toMatchObject({ quantity: decimal('1'), averageEntryPrice: decimal('110'), fills: 3 });
    expect(first).toMatchObject({ averageEntryPrice: decimal('100') });
  });
});

describe('dust', () => {
  it('ends the round trip as if it had been sold at what it is worth, without a fee', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '1', fee: '1 USDT', timeMs: 1 }));
    ledger.book(sell({ price: '110', quantity: '0.9', fee: '0.5 USDT', timeMs: 2 }));
    const trip = ledger.bookDust(0, price('112'), 3);
    ledger.assertEquityIdentity(MARKS);
    expect(trip).toMatchObject({
      quantity: decimal('1'),
      averageExitPrice: decimal('110.2'),
      grossPnl: decimal('10.2'),
      fees: decimal('1.5'),
      netPnl: decimal('8.7'),
      exitTimeMs: 3,
      fills: 2,
    });
    expect(ledger.realized('USDT')).toEqual({ gross: decimal('10.2'), fees: decimal('1.5'), net: decimal('8.7') });
    // What happens to the coins from here on is the dust's: sold or not, it is counted once.
    expect(ledger.dustProfit(0, price('97'))).toBe(decimal('-1.5'));
    expect(ledger.position(0)).toBeUndefined();
    expect(ledger.dust(0)).toBe(decimal('0.1'));
    expect(ledger.balance('BTC')).toBe(decimal('0.1'));
    expect(ledger.equity(MARKS)).toBe(decimal('1007.231'));
    expect(ledger.unowned('BTC')).toBe(0n);
  });

  it('goes along with a sale that has room for it, and what it earned is nobody’s round trip', () => {
    const ledger = withDust();
    ledger.book(buy({ price: '200', quantity: '1', timeMs: 7 }));
    expect(ledger.sellable(0)).toBe(decimal('1.1'));
    ledger.claimDust(0, quantity('1.05'));
    expect(ledger.book(sell({ price: '210', quantity: '0.2', fee: '0.42 USDT' }))).toMatchObject({
      realizedGrossPnl: decimal('2'),
      realizedPnl: decimal('1.58'),
    });
    // The average is that of what was bought.
    expect(ledger.position(0)).toMatchObject({ quantity: decimal('0.8'), averageEntryPrice: decimal('200') });
    const { closedRoundTrip, realizedPnl } = ledger.book(
      sell({ price: '210', quantity: '0.85', fee: '1.7 USDT', timeMs: 9 }),
    );
    ledger.assertEquityIdentity(MARKS);
    expect(closedRoundTrip).toMatchObject({
      quantity: decimal('1'),
      averageEntryPrice: decimal('200'),
      averageExitPrice: decimal('210'),
      grossPnl: decimal('10'),
      fees: decimal('2.02'),
      exitTimeMs: 9,
    });
    // 0.05 of dust from 110 to 210 with its part of the fee, 0.05 of it still there at 310.
    expect(ledger.dustProfit(0, price('310'))).toBe(decimal('14.9'));
    expect(realizedPnl).toBe(decimal('8') - decimal('1.6') + decimal('4.9'));
    expect(ledger.dust(0)).toBe(decimal('0.05'));
    expect(ledger.snapshot().instruments[0]?.dustSold).toEqual({ fees: '0.1', gross: '5' });
    expect(ledger.realized('USDT').net).toBe(decimal('9') + decimal('10') - decimal('2.02') + decimal('1'));
  });

  it('of another instrument is not counted on', () => {
    const ledger = withDust();
    const gt = { lane: 1, instrument: 1, price: '1' };
    ledger.book(buy({ ...gt, quantity: '3' }));
    ledger.bookDust(1, price('1'), 0);
    ledger.claimDust(1, quantity('3'));
    ledger.book(buy({ quantity: '1' }));
    expect([ledger.sellable(0), ledger.sellable(1)]).toEqual([decimal('1.1'), decimal('3')]);
  });

  it('that one order counts on is not sold by another lane, until that order has ended', () => {
    const ledger = withDust();
    ledger.book(buy({ quantity: '1' }));
    ledger.book(buy({ quantity: '1', lane: 4 }));
    ledger.claimDust(0, quantity('1.08'));
    expect([ledger.sellable(0), ledger.sellable(4)]).toEqual([decimal('1.1'), decimal('1.02')]);
    expect(() => ledger.claimDust(4, quantity('1.03'))).toThrow('lane 4 must own what it sells, owned 1.02, sold 1.03');
    expect(() => ledger.book(sell({ quantity: '1.03', lane: 4 }))).toThrow('must own what it sells');
    // Of a claim of 0.08, 0.05 is left once 0.03 was sold.
    ledger.book(sell({ quantity: '1.03' }));
    expect([ledger.dust(0), ledger.sellable(4)]).toEqual([decimal('0.07'), decimal('1.02')]);
    ledger.releaseDust(0);
    ledger.claimDust(4, quantity('1.07'));
    ledger.book(sell({ quantity: '1.07', lane: 4 }));
    expect([ledger.dust(0), ledger.sellable(0)]).toEqual([0n, 0n]);
    ledger.assertEquityIdentity(MARKS);
  });

  it('gathers from several round trips', () => {
    const ledger = aLedger();
    for (let trip = 0; trip < 3; trip += 1) {
      ledger.book(buy({ quantity: '1' }));
      ledger.book(sell({ quantity: '0.99' }));
      ledger.bookDust(0, price('100'), 0);
    }
    expect(ledger.dust(0)).toBe(decimal('0.03'));
    ledger.assertEquityIdentity(MARKS);
  });

  it('of a lane that never sold is a round trip with what was lost', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '1', fee: '1 USDT', timeMs: 5 }));
    expect(ledger.bookDust(0, price('9'), 8)).toMatchObject({
      entryTimeMs: 5,
      exitTimeMs: 8,
      quantity: decimal('1'),
      averageEntryPrice: decimal('100'),
      averageExitPrice: decimal('9'),
      netPnl: decimal('-92'),
      returnRatio: -92 / 101,
    });
    expect(ledger.dust(0)).toBe(decimal('1'));
    ledger.assertEquityIdentity(MARKS);
  });

  it('is nothing for a flat lane, and an empty account gives nothing', () => {
    const ledger = aLedger();
    expect(ledger.bookDust(0, price('1'), 0)).toBeUndefined();
    expect(ledger.sellable(0)).toBe(0n);
    expect(ledger.dustProfit(0, price('1'))).toBe(0n);
    const feeAlone = ledger.book(buy({ quantity: '0.0001', fee: '0.0001 BTC' }));
    expect(feeAlone).toEqual({ realizedPnl: 0n, realizedGrossPnl: 0n, isFlat: true, closedRoundTrip: undefined });
    const before = ledger.snapshot();
    expect(ledger.bookDust(0, price('1'), 9)).toBeUndefined();
    expect(ledger.snapshot()).toEqual(before);
  });

  it('can be sold when its lane is flat, as no round trip and with nothing left for the next one', () => {
    const ledger = withDust();
    const sold = ledger.book(sell({ price: '200', quantity: '0.1', fee: '0.5 BNB', timeMs: 5 }));
    expect(sold).toMatchObject({
      realizedPnl: decimal('9'),
      realizedGrossPnl: decimal('9'),
      isFlat: true,
      closedRoundTrip: undefined,
    });
    ledger.book(buy({ price: '100', quantity: '1', timeMs: 6 }));
    const { closedRoundTrip } = ledger.book(sell({ price: '101', quantity: '1', timeMs: 7 }));
    expect(closedRoundTrip).toMatchObject({ entryTimeMs: 6, fills: 2, netPnl: decimal('1'), otherFees: {} });
    ledger.assertEquityIdentity(MARKS);
  });
});

/** 0.1 BTC of dust, worth 110 each when it became dust; 1 was bought at 100. */
function withDust(): Ledger {
  const ledger = aLedger({ USDT: '1000', BNB: '1' });
  ledger.book(buy({ price: '100', quantity: '1' }));
  ledger.book(sell({ price: '110', quantity: '0.9' }));
  ledger.bookDust(0, price('110'), 0);
  return ledger;
}
