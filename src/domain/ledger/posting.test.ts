import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Decimal, formatDecimal } from '../decimal.ts';
import type { Price, Quantity } from '../units.ts';
import { postingsOf } from './posting.ts';
import { type FillText, INSTRUMENTS, aFill, anInstrument } from './testing.ts';

function shown(fill: FillText): string[] {
  const postings = postingsOf(aFill(fill), anInstrument(0, 'BTC/USDT'));
  return postings.map(({ asset, account, amount }) => `${asset} ${account} ${formatDecimal(amount)}`);
}

describe('the postings of a fill', () => {
  it.each<[string, FillText, string[]]>([
    [
      'a buy without fee',
      { price: '100', quantity: '2' },
      ['BTC market -2', 'BTC available 2', 'USDT available -200', 'USDT market 200'],
    ],
    [
      'a sale without fee receives first',
      { side: 'sell', price: '100', quantity: '2' },
      ['USDT market -200', 'USDT available 200', 'BTC available -2', 'BTC market 2'],
    ],
    [
      'a buy with its fee in quote',
      { price: '100', quantity: '2', fee: '0.2 USDT' },
      [
        'BTC market -2',
        'BTC available 2',
        'USDT available -200',
        'USDT market 200',
        'USDT available -0.2',
        'USDT fees 0.2',
      ],
    ],
    [
      'a buy with its fee in base',
      { price: '100', quantity: '2', fee: '0.002 BTC' },
      [
        'BTC market -2',
        'BTC available 2',
        'USDT available -200',
        'USDT market 200',
        'BTC available -0.002',
        'BTC fees 0.002',
      ],
    ],
    [
      'a sale with its fee in a third asset',
      { side: 'sell', price: '100', quantity: '2', fee: '0.01 GT' },
      [
        'USDT market -200',
        'USDT available 200',
        'BTC available -2',
        'BTC market 2',
        'GT available -0.01',
        'GT fees 0.01',
      ],
    ],
    [
      'a buy of more digits than a decimal holds pays the next one up',
      { price: '0.0000000001', quantity: '0.0000000001' },
      [
        'BTC market -0.0000000001',
        'BTC available 0.0000000001',
        'USDT available -0.000000000000000001',
        'USDT market 0.000000000000000001',
      ],
    ],
    [
      'a sale of more digits than a decimal holds receives the next one down',
      { side: 'sell', price: '0.0000000001', quantity: '0.0000000001' },
      ['USDT market 0', 'USDT available 0', 'BTC available -0.0000000001', 'BTC market 0.0000000001'],
    ],
  ])('%s', (_title, fill, postings) => {
    expect(shown(fill)).toEqual(postings);
  });

  it('sum to zero for every asset', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 26n });
    const asset = fc.constantFrom('BTC', 'USDT', 'GT', 'BNB');
    fc.assert(
      fc.property(amount, amount, amount, asset, fc.constantFrom('buy', 'sell'), (at, size, fee, feeAsset, side) => {
        const fill = { ...aFill({ side }), price: at as Price, quantity: size as Quantity, fee, feeAsset };
        for (const instrument of INSTRUMENTS) {
          const sums: Record<string, Decimal> = {};
          for (const posting of postingsOf(fill, instrument)) {
            sums[posting.asset] = (sums[posting.asset] ?? 0n) + posting.amount;
          }
          expect(Object.values(sums).every((sum) => sum === 0n)).toBe(true);
        }
      }),
    );
  });
});
