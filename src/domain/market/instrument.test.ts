import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../decimal.ts';
import {
  type Instrument,
  type OrderShape,
  isTooSmall,
  orderShapeProblems,
  quantizePrice,
  quantizeQuantity,
} from './instrument.ts';
import { type Quantity, notional, notionalOf, price, quantity, quantityFor } from '../units.ts';

const BTC_USDT: Instrument = {
  id: 0,
  symbol: 'BTC/USDT',
  venue: 'gateio',
  base: 'BTC',
  quote: 'USDT',
  tickSize: price('0.1'),
  stepSize: quantity('0.001'),
  minQuantity: quantity('0.002'),
  minNotional: notional('10'),
  maxQuantity: quantity('5'),
  priceBandRatio: 0.1,
  makerFeeRate: decimal('0.001'),
  takerFeeRate: decimal('0.002'),
  feeAsset: 'quote',
  status: 'trading',
};

function anOrder({ amount = '0.01', at = '30000', isLimit = true, reference = '30000' } = {}): OrderShape {
  return { quantity: quantity(amount), price: price(at), isLimit, referencePrice: price(reference) };
}

describe('an order shape', () => {
  it.each([
    ['that fits', {}, []],
    ['at the smallest quantity', { amount: '0.002' }, []],
    ['below the smallest quantity', { amount: '0.001' }, ['quantityTooSmall']],
    ['of nothing', { amount: '0' }, ['quantityTooSmall', 'notionalTooSmall']],
    ['of less than nothing', { amount: '-0.01' }, ['quantityTooSmall', 'notionalTooSmall']],
    ['at the largest quantity', { amount: '5' }, []],
    ['above the largest quantity', { amount: '5.001' }, ['quantityTooLarge']],
    ['between two steps', { amount: '0.0025' }, ['offStep']],
    ['exactly at the smallest value', { amount: '0.002', at: '5000', reference: '5000' }, []],
    ['just below the smallest value', { amount: '0.002', at: '4999.9', reference: '5000' }, ['notionalTooSmall']],
    ['between two ticks', { at: '30000.05' }, ['offTick']],
    ['at market between two ticks', { at: '30000.05', isLimit: false }, []],
    ['at the edge of the price band', { at: '33000' }, []],
    ['above the price band', { at: '33000.1' }, ['outsidePriceBand']],
    ['below the price band', { at: '26999.9' }, ['outsidePriceBand']],
    ['at market far from the reference', { at: '40000', isLimit: false }, []],
    [
      'with everything wrong at once',
      { amount: '0.0001', at: '1.05' },
      ['quantityTooSmall', 'offStep', 'notionalTooSmall', 'offTick', 'outsidePriceBand'],
    ],
  ])('%s has the problems it has', (_title, order, codes) => {
    expect(orderShapeProblems(BTC_USDT, anOrder(order)).map((problem) => problem.code)).toEqual(codes);
  });

  it('is not bounded where the venue names no bound', () => {
    const { maxQuantity: _largest, priceBandRatio: _band, ...unbounded } = BTC_USDT;
    expect(orderShapeProblems(unbounded, anOrder({ amount: '1000000', at: '90000' }))).toEqual([]);
  });

  it('names the limit and the value', () => {
    expect(orderShapeProblems(BTC_USDT, anOrder({ amount: '6' }))).toEqual([
      { code: 'quantityTooLarge', limit: quantity('5'), value: quantity('6') },
    ]);
  });
});

describe('a quantized quantity', () => {
  const step = fc.constantFrom('0.00000001', '0.001', '0.05', '1', '10').map((text) => decimal(text) as Quantity);
  const positive = fc.bigInt({ min: 1n, max: 10n ** 26n });

  it('never sells more than there is, and leaves less than a step', () => {
    fc.assert(
      fc.property(positive, step, (held, stepSize) => {
        const sold = quantizeQuantity({ ...BTC_USDT, stepSize }, held as Quantity);
        expect(sold).toBeLessThanOrEqual(held);
        expect(held - sold).toBeLessThan(stepSize);
        expect(sold % stepSize).toBe(0n);
      }),
    );
  });

  it('never buys over its budget', () => {
    fc.assert(
      fc.property(positive, positive, step, (budget, at, stepSize) => {
        const wanted = quantityFor(budget as never, at as never, 'down');
        const bought = quantizeQuantity({ ...BTC_USDT, stepSize }, wanted);
        expect(notionalOf(at as never, bought, 'up')).toBeLessThanOrEqual(budget);
      }),
    );
  });

  it('rounds a price in the direction it is told', () => {
    expect(quantizePrice(BTC_USDT, price('30000.05'), 'floor')).toBe(price('30000'));
    expect(quantizePrice(BTC_USDT, price('30000.05'), 'ceiling')).toBe(price('30000.1'));
  });
});

describe('an amount too small to trade', () => {
  it.each([
    ['0.002', '30000', false],
    ['0.001', '30000', true],
    ['0.002', '4999.9', true],
    ['0.002', '5000', false],
    ['0', '30000', true],
  ])('%s BTC at %s: %s', (amount, at, isSmall) => {
    expect(isTooSmall(BTC_USDT, quantity(amount), price(at))).toBe(isSmall);
  });

  it('is what the order shape would be refused for', () => {
    const amounts = fc.integer({ min: 0, max: 20 }).map((steps) => (BigInt(steps) * BTC_USDT.stepSize) as Quantity);
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 20_000 }), (amount, whole) => {
        const at = price(`${whole}`);
        const shape = { quantity: amount, price: at, isLimit: false, referencePrice: at };
        expect(isTooSmall(BTC_USDT, amount, at)).toBe(orderShapeProblems(BTC_USDT, shape).length > 0);
      }),
    );
  });
});
