import { describe, expect, it } from 'vitest';
import { decimal, formatDecimal } from '../decimal.ts';
import { price } from '../units.ts';
import { feeInQuote } from './fee-in-quote.ts';

describe('a fee in quote', () => {
  it.each([
    ['USDT', '1.89', '1.89'],
    ['BTC', '0.001', '42.00005'],
    ['BTC', '0.0000000000000001', '0.000000000004200005'],
    ['BTC', '0.000000000000000001', '0.000000000000042001'],
    ['GT', '5', '0'],
    ['USDT', '0', '0'],
  ])('of %s %s is %s', (feeAsset, fee, expected) => {
    const fill = { fee: decimal(fee), feeAsset, price: price('42000.05') };
    expect(formatDecimal(feeInQuote(fill, { base: 'BTC', quote: 'USDT' }))).toBe(expected);
  });
});
