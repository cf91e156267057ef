import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
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
    expect(second).toMatchObject({ entryTimeMs: 3, exitTimeMs: 4, grossPnl: decimal('1'), fills: 2, otherFees: {} });
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
  it('leaves the lane with its cost and fees, and the round trip counts what was sold', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '1', fee: '1 USDT', timeMs: 1 }));
    ledger.book(sell({ price: '110', quantity: '0.9', fee: '0.5 USDT', timeMs: 2 }));
    const trip = ledger.bookDust(0);
    ledger.assertEquityIdentity(MARKS);
    // A tenth of the entry fee waits with the dust.
    expect(trip).toMatchObject({
      quantity: decimal('0.9'),
      grossPnl: decimal('9'),
      fees: decimal('1.4'),
      exitTimeMs: 2,
    });
    expect(ledger.position(0)).toBeUndefined();
    expect(ledger.dust(0)).toBe(decimal('0.1'));
    expect(ledger.balance('BTC')).toBe(decimal('0.1'));
    expect(ledger.equity(MARKS)).toBe(decimal('1007.231'));
    expect(ledger.unowned('BTC')).toBe(0n);
  });

  it('is sold with the next sale, first and at its own cost', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '1' }));
    ledger.book(sell({ price: '110', quantity: '0.9' }));
    ledger.bookDust(0);
    ledger.book(buy({ price: '200', quantity: '1', timeMs: 7 }));
    expect(ledger.takeDust(0, 0)).toBe(decimal('0.1'));
    expect(ledger.dust(0)).toBe(0n);
    expect(ledger.position(0)).toMatchObject({
      quantity: decimal('1.1'),
      costNotional: decimal('210'),
      entryTimeMs: 7,
    });
    expect(ledger.book(sell({ price: '210', quantity: '0.2' })).realizedGrossPnl).toBe(decimal('12'));
    const { closedRoundTrip } = ledger.book(sell({ price: '210', quantity: '0.9' }));
    ledger.assertEquityIdentity(MARKS);
    expect(closedRoundTrip).toMatchObject({ quantity: decimal('1.1'), grossPnl: decimal('21') });
    expect(ledger.balance('BTC')).toBe(0n);
  });

  it('gathers from several round trips', () => {
    const ledger = aLedger();
    for (let trip = 0; trip < 3; trip += 1) {
      ledger.book(buy({ quantity: '1' }));
      ledger.book(sell({ quantity: '0.99' }));
      ledger.bookDust(0);
    }
    expect(ledger.dust(0)).toBe(decimal('0.03'));
    ledger.assertEquityIdentity(MARKS);
  });

  it('of a lane that never sold is no round trip', () => {
    const ledger = aLedger();
    ledger.book(buy({ quantity: '0.001' }));
    expect(ledger.bookDust(0)).toBeUndefined();
    expect(ledger.dust(0)).toBe(decimal('0.001'));
  });

  it('is nothing for a flat lane, and nothing comes back from an empty account', () => {
    const ledger = aLedger();
    expect(ledger.bookDust(0)).toBeUndefined();
    expect(ledger.takeDust(0, 0)).toBe(0n);
    expect(ledger.position(0)).toBeUndefined();
  });

  it('can be sold by a lane that is flat otherwise', () => {
    const ledger = aLedger();
    ledger.book(buy({ price: '100', quantity: '0.001', timeMs: 1 }));
    ledger.bookDust(0);
    ledger.takeDust(0, 0);
    expect(ledger.position(0)?.quantity).toBe(decimal('0.001'));
    const { closedRoundTrip } = ledger.book(sell({ price: '5000', quantity: '0.001', timeMs: 9 }));
    expect(closedRoundTrip).toMatchObject({ grossPnl: decimal('4.9'), exitTimeMs: 9 });
    ledger.assertEquityIdentity(MARKS);
  });
});
