/** What a strategy is shown of the orders it wishes to rest, and of what it holds. */
import { describe, expect, it } from 'vitest';
import { type ToldEngine, after } from '../testing/told-engine.ts';

const WIDE = { exits: { stopLossRatio: 0.5 } };
const A = 'candle 100 rest a:buy:95:10';

const resting = (told: ToldEngine) => told.engine.view.lanes[0]?.context.resting();

describe('what a strategy sees of its levels', () => {
  it('is what is still to fill of an order at work', () => {
    const told = after(`${A}, accept, fill 4 @ 95`, WIDE);
    expect(resting(told)).toEqual([{ level: 'a', side: 'buy', price: 95, quantity: 6, status: 'live', reason: '' }]);
  });

  it('is what is still to fill of one that is missing, and why', () => {
    const told = after(`${A}, accept, fill 4 @ 95, armed, canceled`, WIDE);
    expect(resting(told)).toEqual([
      { level: 'a', side: 'buy', price: 95, quantity: 6, status: 'missing', reason: 'asked' },
    ]);
  });

  it.each([
    ['is not stated any more', 'candle 100 rest'],
    ['is stated otherwise', 'candle 100 rest a:buy:94:10'],
    ['is wished and canceled all the same', 'operator reducing'],
  ])('is that an order leaves which %s', (_what, steps) => {
    const told = after(`${A}, accept, ${steps}`, WIDE);
    expect(resting(told)).toMatchObject([{ level: 'a', price: 95, quantity: 10, status: 'leaving' }]);
  });

  it('are its lots, by the level that bought them', () => {
    const told = after('candle 100 buy, fill, armed, candle 100 rest a:buy:95:10, fill @ 95, armed', WIDE);
    expect(told.engine.view.lanes[0]?.context.lots()).toEqual([
      { level: '', quantity: 10, price: 100 },
      { level: 'a', quantity: 10, price: 95 },
    ]);
  });
});
