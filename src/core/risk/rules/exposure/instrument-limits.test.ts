import { describe, expect, it } from 'vitest';
import { decimal } from '../../../../domain/decimal.ts';
import { notional, notionalOf, price, quantity } from '../../../../domain/units.ts';
import { instrumentLimits } from './instrument-limits.ts';
import type { RiskSettings } from '../../rule.ts';
import { aRiskContext, aSell, anInstrument } from '../../testing/risk-context.ts';

interface Order {
  readonly quantity: string;
  readonly price?: string;
  readonly stop?: number;
  readonly isLimit?: boolean;
}

const instrument = anInstrument({ maxQuantity: quantity('50') });

function contextOf(order: Order, settings: RiskSettings = {}, traded = instrument) {
  const amount = quantity(order.quantity);
  const at = price(order.price ?? '100');
  return aRiskContext({
    settings,
    order: {
      instrument: traded,
      quantity: amount,
      price: at,
      notional: notionalOf(at, amount, 'up'),
      isLimit: order.isLimit ?? false,
      stopPrice: order.stop ?? Number.NaN,
    },
  });
}

describe('instrument-limits', () => {
  const shapes: readonly (readonly [string, Order, string | undefined])[] = [
    ['the smallest order value', { quantity: '0.1' }, undefined],
    ['one step below it', { quantity: '0.099' }, '9.9 USDT is below the smallest order value 10'],
    ['the largest quantity', { quantity: '50' }, undefined],
    ['the smallest quantity', { quantity: '0.001', price: '20000' }, undefined],
    ['one step above it', { quantity: '50.001' }, '50.001 BTC is above the largest quantity 50'],
    ['half a step too much', { quantity: '1.0005' }, '1.0005 BTC is not a multiple of the step 0.001'],
    ['nothing', { quantity: '0' }, '0 BTC is below the smallest quantity 0.001'],
    [
      'a limit off the tick',
      { quantity: '1', price: '100.005', isLimit: true },
      '100.005 USDT is not a multiple of the tick 0.01',
    ],
    ['a market reference off the tick', { quantity: '1', price: '100.005' }, undefined],
  ];
  it.each(shapes)('%s', (_title, order, sentence) => {
    const denial = instrumentLimits.deny(contextOf(order));
    if (sentence === undefined) expect(denial).toBeUndefined();
    else expect(denial).toContain(sentence);
  });

  it('says everything that is wrong at once', () => {
    const denial = instrumentLimits.deny(contextOf({ quantity: '0.0005' }));
    expect(denial?.split('; ')).toHaveLength(3);
  });

  // 10 USDT is the venue's minimum; with a margin of 1.1 an entry needs 11 at the lower of its price and its stop.
  const margins: readonly (readonly [string, Order, number | undefined, boolean])[] = [
    ['at the margin', { quantity: '0.11' }, 1.1, true],
    ['a step below the margin', { quantity: '0.109' }, 1.1, false],
    ['below the margin, but there is none', { quantity: '0.109' }, undefined, true],
    ['exactly enough at the stop', { quantity: '0.2', stop: 55 }, 1.1, true],
    ['not enough a tick below', { quantity: '0.2', stop: 54.99 }, 1.1, false],
    ['the venue minimum at the stop without a margin', { quantity: '0.2', stop: 50 }, undefined, true],
    ['less than the minimum at the stop without a margin', { quantity: '0.2', stop: 49.99 }, undefined, false],
    ['a stop without a value changes nothing', { quantity: '0.11', stop: Number.NEGATIVE_INFINITY }, 1.1, true],
    ['a stop above the price changes nothing', { quantity: '0.11', stop: 200 }, 1.1, true],
    ['a margin below one is one', { quantity: '0.2', stop: 49.99 }, 0.1, false],
  ];
  it.each(margins)('%s', (_title, order, minNotionalMargin, passes) => {
    const settings = minNotionalMargin === undefined ? {} : { minNotionalMargin };
    expect(instrumentLimits.deny(contextOf(order, settings)) === undefined).toBe(passes);
  });

  it('names worth, price and need', () => {
    const denial = instrumentLimits.deny(contextOf({ quantity: '0.2', stop: 54 }, { minNotionalMargin: 1.1 }));
    expect(denial).toContain('10.8 at 54');
    expect(denial).toContain('11 USDT');
  });

  it('counts what a fee in base leaves to sell', () => {
    const received = anInstrument({ feeAsset: 'received', takerFeeRate: decimal('0.001') });
    // 0.1 less 0.0001 is 0.099 in whole steps: 9.9 USDT, which the venue would not take back.
    expect(instrumentLimits.deny(contextOf({ quantity: '0.1' }, {}, received))).toContain('9.9');
    expect(instrumentLimits.deny(contextOf({ quantity: '0.101' }, {}, received))).toBeUndefined();
  });

  it('counts against the order at the last digit: the need and the fee up, the worth down', () => {
    const fine = anInstrument({
      feeAsset: 'received',
      minNotional: notional('0.000000000000000003'),
      minQuantity: quantity('0.000000000000000001'),
      stepSize: quantity('0.000000000000000001'),
    });
    // In units of the last digit: 5 are bought, the fee takes 1 of them, 3 are needed.
    const passing = contextOf({ quantity: '0.000000000000000005', price: '1' }, {}, fine);
    expect(instrumentLimits.reading(passing)).toMatchObject({ limit: 3e-18, value: 4e-18 });
    const need = contextOf({ quantity: '0.000000000000000005', price: '1' }, { minNotionalMargin: 1.2 }, fine);
    expect(instrumentLimits.reading(need)).toMatchObject({ limit: 4e-18 });
    const worth = contextOf({ quantity: '0.000000000000000005', price: '0.8' }, {}, fine);
    expect(instrumentLimits.reading(worth)).toMatchObject({ value: 3e-18 });
    const short = contextOf({ quantity: '0.000000000000000005', price: '0.8' }, { minNotionalMargin: 1.2 }, fine);
    expect(instrumentLimits.deny(short)).toContain('worth 0.000000000000000003 at 0.8');
  });

  it('refuses a single step when the fee makes it unsellable', () => {
    const coarse = anInstrument({ feeAsset: 'received', stepSize: quantity('1'), minQuantity: quantity('1') });
    const context = contextOf({ quantity: '1' }, {}, coarse);
    expect(instrumentLimits.deny(context)).toContain('0 could be sold, the venue takes at least 1 BTC');
    expect(instrumentLimits.reading(context)).toEqual({ limit: 1, value: 0, unit: 'BTC' });
  });

  it('reads the worth of an order of exactly the smallest quantity', () => {
    const context = contextOf({ quantity: '0.001', price: '20000' });
    expect(instrumentLimits.reading(context)).toEqual({ limit: 10, value: 20, unit: 'USDT' });
  });

  it('judges the shape of an exit, not its margin', () => {
    const sell = aSell('protectiveExit');
    const atMinimum = contextOf({ quantity: '0.1' }, { minNotionalMargin: 5 });
    const tooSmall = contextOf({ quantity: '0.099' }, { minNotionalMargin: 5 });
    expect(instrumentLimits.deny({ ...atMinimum, order: { ...atMinimum.order, ...sell } })).toBeUndefined();
    expect(instrumentLimits.deny({ ...tooSmall, order: { ...tooSmall.order, ...sell } })).toContain('9.9');
  });

  const readings: readonly (readonly [string, Order, unknown])[] = [
    ['the need and the worth when all is well', { quantity: '1', stop: 90 }, { limit: 11, value: 90, unit: 'USDT' }],
    ['the first broken rule otherwise', { quantity: '51' }, { limit: 50, value: 51, unit: 'BTC' }],
  ];
  it.each(readings)('reads %s', (_title, order, reading) => {
    expect(instrumentLimits.reading(contextOf(order, { minNotionalMargin: 1.1 }))).toEqual(reading);
  });

  it('reads the plain minimum for an exit', () => {
    const context = contextOf({ quantity: '1' }, { minNotionalMargin: 1.1 });
    const exit = { ...context, order: { ...context.order, ...aSell('signalExit'), notional: notional('100') } };
    expect(instrumentLimits.reading(exit)).toEqual({ limit: 10, value: 100, unit: 'USDT' });
  });
});
