/** From what a strategy states to an order on tick and step, or the reason why there can be none. */
import { describe, expect, it } from 'vitest';
import { decimal } from '../../../../domain/decimal.ts';
import { notional, quantity } from '../../../../domain/units.ts';
import { scripted } from '../../../../../test/support/build.ts';
import type { RestingOrder } from '../../../strategies/api/index.ts';
import { BTC, type ToldOptions, toldEngine } from '../../testing/told-engine.ts';

/** What the engine answers to a lane that states one order on a candle at 100. */
function placed(order: RestingOrder, options: ToldOptions = {}): readonly string[] {
  const strategy = scripted({ 0: (context) => context.rest({ reason: 'test', orders: [order] }) });
  const lanes = [{ symbol: 'BTC/USDT', strategy, parameters: {} }];
  return toldEngine({ exits: { stopLossRatio: 0.5 }, ...options, lanes }).tell('candle 100');
}

const buy = { level: 'a', side: 'buy' } as const;

describe('a buy for an amount of quote', () => {
  it.each([
    ['buys what that pays for', { price: 95, quote: 950 }, {}, 'submit a: buy 10 at 95'],
    ['rounded down to the step', { price: 95, quote: 1000 }, {}, 'submit a: buy 10.5263 at 95'],
    [
      'with the dearer fee included',
      { price: 95, quote: 1000 },
      { makerFeeRate: decimal('0.01'), takerFeeRate: decimal('0.001') },
      'submit a: buy 10.422 at 95',
    ],
    [
      'with the dearer fee included, whichever it is',
      { price: 95, quote: 1000 },
      { takerFeeRate: decimal('0.01') },
      'submit a: buy 10.422 at 95',
    ],
  ])('%s', (_what, stated, fees, line) => {
    expect(placed({ ...buy, ...stated }, { instruments: [{ ...BTC, ...fees }] })).toEqual([line]);
  });
});

describe('a buy for an amount of quote on the finest step', () => {
  it('costs no more than that amount', () => {
    const least = quantity('0.000000000000000001');
    const instruments = [{ ...BTC, stepSize: least, minQuantity: least, minNotional: notional('0.1') }];
    expect(placed({ ...buy, price: 3, quote: 2 }, { instruments })).toEqual([
      'submit a: buy 0.666666666666666666 at 3',
    ]);
  });
});

describe('a price that is nothing on the tick', () => {
  const instruments = [{ ...BTC, minNotional: notional('0') }];

  it.each<[string, RestingOrder]>([
    ['of a quantity', { ...buy, price: 0.001, quantity: 10 }],
    ['of an amount of quote', { ...buy, price: 0.001, quote: 10 }],
  ])('makes no order %s', (_what, order) => {
    expect(placed(order, { instruments })).toEqual([]);
  });

  it('is denied by name', () => {
    const told = toldEngine({ instruments });
    expect(told.denials('candle 100 rest a:buy:0.001:10')).toEqual(['instrumentLimits']);
  });
});
