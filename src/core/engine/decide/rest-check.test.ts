import { describe, expect, it } from 'vitest';
import { scripted } from '../../../../test/support/build.ts';
import type { Intent } from '../../strategies/api/index.ts';
import { toldEngine } from '../testing/told-engine.ts';

/** A strategy that answers its first candle with these orders to rest. */
function resting(orders: unknown) {
  const strategy = scripted({ 0: () => ({ kind: 'rest', reason: 'x', orders }) as unknown as Intent });
  return toldEngine({ lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
}

const buy = (changes: Readonly<Record<string, unknown>> = {}) => ({
  level: 'a',
  side: 'buy',
  price: 95,
  quantity: 2,
  ...changes,
});
const sale = (changes: Readonly<Record<string, unknown>>) => ({ level: 'b', side: 'sell', price: 110, ...changes });

const NAMED = 'level must be 1 to 20 letters, digits, ".", "_" or "-", value was';

describe('orders to rest that cannot be acted on stop the strategy, and it is said what would be right', () => {
  it.each<[string, unknown, string]>([
    ['no list', buy(), 'rest needs a list of orders, value was {"level":"a","side":"buy","price":95,"quantity":2}'],
    ['nothing', undefined, 'rest needs a list of orders, value was undefined'],
    ['a text among them', ['buy'], 'an order that rests is an object, value was "buy"'],
    ['null among them', [null], 'an order that rests is an object, value was null'],
    ['a level without a name', [buy({ level: undefined })], `${NAMED} undefined`],
    ['a level that is a number', [buy({ level: 7 })], `${NAMED} 7`],
    ['an empty name', [buy({ level: '' })], `${NAMED} ""`],
    ['a name with a space', [buy({ level: 'a b' })], `${NAMED} "a b"`],
    ['a name of 21 letters', [buy({ level: 'x'.repeat(21) })], `${NAMED} "${'x'.repeat(21)}"`],
    ['a level twice', [buy(), buy()], 'a level has one order, "a" was stated twice'],
    ['no side', [buy({ side: 'short' })], 'level a: side must be buy or sell, value was "short"'],
    ['a price of 0', [buy({ price: 0 })], 'level a: price must be a positive price, value was 0'],
    ['an endless price', [buy({ price: Infinity })], 'level a: price must be a positive price, value was Infinity'],
    ['a price in words', [buy({ price: '95' })], 'level a: price must be a positive price, value was "95"'],
    ['a quantity in words', [buy({ quantity: '2' })], 'level a: quantity must be above 0, value was "2"'],
    ['a quantity of 0', [buy({ quantity: 0 })], 'level a: quantity must be above 0, value was 0'],
    ['a stop below 0', [buy({ stopPrice: -1 })], 'level a: stopPrice must be above 0, value was -1'],
    [
      'an order that does not rest',
      [buy({ timeInForce: 'ioc' })],
      'level a: timeInForce must be gtc or postOnly, value was "ioc"',
    ],
    ['a lot that is a number', [sale({ lot: 7 })], 'level b: lot must be the name of a level, value was 7'],
    ['a lot with a space', [sale({ lot: 'a b' })], 'level b: lot must be the name of a level, value was "a b"'],
    ['a buy of no size', [buy({ quantity: undefined })], 'level a: a buy needs quantity or quote, one of them'],
    ['a buy of two sizes', [buy({ quote: 100 })], 'level a: a buy needs quantity or quote, one of them'],
    ['a buy of a lot', [buy({ lot: 'b' })], 'level a: a buy makes a lot, it takes none; lot is for sales'],
    ['a sale for quote', [sale({ quote: 100 })], 'level b: quote is for buys; a sale has a quantity, or sells its lot'],
    ['a sale of no size', [sale({})], 'level b: a sale needs quantity or lot'],
  ])('%s', (_what, orders, problem) => {
    const told = resting(orders);
    expect(told.notices('candle 100')).toEqual([
      `strategyStopped: strategy scripted on BTC/USDT failed at candle 2024-01-01T00:00:00.000Z: ${problem}; it is stopped, its position stays protected`,
    ]);
    expect(told.submitted.size).toBe(0);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['a quantity', [buy()], ['submit a: buy 2 at 95']],
    ['an amount of quote', [buy({ quantity: undefined, quote: 190 })], ['submit a: buy 2 at 95']],
    ['a name of 20 letters', [buy({ level: 'x'.repeat(20) })], [`submit ${'x'.repeat(20)}: buy 2 at 95`]],
    ['a time in force', [buy({ timeInForce: 'gtc' })], ['submit a: buy 2 at 95']],
    ['post only', [buy({ timeInForce: 'postOnly' })], ['submit a: buy 2 at 95 postOnly']],
    ['none at all', [], []],
  ])('with %s are sent', (_what, orders, commands) => {
    expect(resting(orders).tell('candle 100')).toEqual(commands);
  });
});
