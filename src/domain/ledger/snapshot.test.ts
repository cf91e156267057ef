import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
import { price, quantity } from '../units.ts';
import { Ledger } from './ledger.ts';
import { INSTRUMENTS, buy, sell } from './testing.ts';

const BALANCES = { USDT: decimal('1000'), GT: decimal('5'), BNB: decimal('1') };

/** A named lot, dust, a claim on it, and fees in two other assets. */
function told(instruments = INSTRUMENTS): Ledger {
  const ledger = new Ledger({ instruments, balances: BALANCES });
  ledger.book(buy({ tradeId: 'b', quantity: '1', timeMs: 1 }));
  ledger.book(sell({ tradeId: 'c', quantity: '0.9', fee: '0.1 USDT', timeMs: 2 }));
  ledger.bookDust(0, price('100'), 3);
  ledger.book({ ...buy({ tradeId: 'd', quantity: '2', price: '50', fee: '0.3 GT', timeMs: 4 }), lot: 'grid-1' });
  ledger.book(buy({ tradeId: 'a', quantity: '1', price: '60', fee: '0.2 BNB', timeMs: 5, clientOrderId: 'order-2' }));
  ledger.claimDust(0, quantity('3.05'));
  return ledger;
}

describe('the snapshot of a ledger', () => {
  it('holds everything, as text', () => {
    const nothing = { dust: [], dustSold: { fees: '0', gross: '0' }, tradeIds: { buy: [], sell: [] } };
    const account = {
      available: '0',
      dust: '0',
      external: '0',
      fees: '0',
      initial: '0',
      market: '0',
      unvaluedFees: '0',
    };
    expect(told().snapshot()).toEqual({
      assets: [
        { ...account, asset: 'BNB', available: '0.8', fees: '0.2', initial: '1', unvaluedFees: '0.2' },
        { ...account, asset: 'BTC', available: '3', dust: '0.1', market: '-3.1' },
        { ...account, asset: 'GT', available: '4.7', fees: '0.3', initial: '5', unvaluedFees: '0.3' },
        { ...account, asset: 'USDT', available: '829.9', fees: '0.1', initial: '1000', market: '170' },
      ],
      profits: [
        { quote: 'BTC', gross: '0', paidFees: '0', realizedFees: '0' },
        { quote: 'USDT', gross: '0', paidFees: '0.1', realizedFees: '0.1' },
      ],
      instruments: [
        {
          instrument: 0,
          dust: [['0.1', '10', '0']],
          dustSold: { fees: '0', gross: '0' },
          tradeIds: { buy: ['a', 'b', 'd'], sell: ['c'] },
        },
        { ...nothing, instrument: 1 },
        { ...nothing, instrument: 2 },
      ],
      lanes: [
        {
          lane: 0,
          instrument: 0,
          lots: [
            ['2', '100', '0', 'grid-1'],
            ['1', '60', '0'],
          ],
          claimedDust: '0.05',
          roundTrip: {
            entryTimeMs: 4,
            lastTimeMs: 5,
            fills: 2,
            entries: 2,
            entryFees: '0',
            exitFees: '0',
            proceeds: '0',
            soldCost: '0',
            soldQuantity: '0',
            otherFees: { BNB: '0.2', GT: '0.3' },
          },
        },
      ],
    });
  });

  it('is the same text whatever order instruments, balances and fees came in', () => {
    const text = JSON.stringify(told().snapshot());
    expect(JSON.stringify(told(INSTRUMENTS.toReversed()).snapshot())).toBe(text);
    expect(text).toContain('"otherFees":{"BNB":"0.2","GT":"0.3"}');
    expect(text).toContain('{"asset":"BNB","available":"0.8","dust":"0","external":"0","fees":"0.2","initial":"1"');
  });
});
