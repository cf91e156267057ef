/** What speaks against an entry before risk is asked: a position that is to be left, levels that make no sense. */
import { describe, expect, it } from 'vitest';
import { after, toldEngine } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';

describe('an entry while the position is still to be left', () => {
  const LEAVING = `${HELD}, status halted, operator close 0, timer 0, timer 1000`;

  it('is denied for that, and says who wished it', () => {
    const told = after(`${LEAVING}, candle 100 buy`, { maxEntries: 9 });
    expect(told.explain().explain.blocks).toEqual([
      {
        rule: 'one-order',
        code: 'exitPending',
        message: 'the position is still to be left: operator: because',
        value: 'operatorExit',
      },
    ]);
  });

  it('is denied for what nobody may do, where that holds as well', () => {
    const told = after(LEAVING, { maxEntries: 9, risk: { dailyLossLimitQuote: 100 } });
    expect(told.denials('candle 80 buy')).toEqual(['instrumentStatus', 'dailyLoss']);
  });
});

/** What an entry is denied for, with the numbers it is told by. */
function problem(wish: string, options = {}): readonly unknown[] {
  const told = after(wish, options);
  return told.explain().explain.blocks.map(({ code, limit, value, message }) => [code, limit, value, message]);
}

describe('levels of an entry', () => {
  // Half of it on each side: from a middle of 100 to 100.1 and back to 99.9.
  const spread = { takingCosts: { spreadBps: 20, slippageBps: 0, depthQuotePerBps: 0 } };

  it.each([
    [
      'a stop at the price',
      'candle 100 buy stop 100',
      {},
      100,
      100,
      'the stop 100 (strategy-levels) must be below the entry price 100',
    ],
    [
      'a stop above it',
      'candle 100 buy stop 101',
      {},
      100,
      101,
      'the stop 101 (strategy-levels) must be below the entry price 100',
    ],
    [
      'a stop at the price that taking would pay',
      'candle 100 buy stop 100.1',
      spread,
      100.1,
      100.1,
      'the stop 100.1 (strategy-levels) must be below the entry price 100.1',
    ],
    [
      'a stop at what it could be sold at',
      'candle 100 buy stop 99.9',
      spread,
      99.9,
      99.9,
      'the stop 99.9 (strategy-levels) must be below 99.9, what an entry at 100.1 could be sold at',
    ],
  ])('are denied with %s', (_what, wish, options, limit, value, message) => {
    expect(problem(wish, options)).toEqual([['stopAboveEntry', limit, value, message]]);
  });

  it.each([
    ['a target at the price', 'candle 100 buy target 100', {}, 100, 100],
    [
      'a target at the price that taking would pay, up to the tick',
      'candle 100.005 buy target 100.11',
      spread,
      100.11,
      100.11,
    ],
  ])('are denied with %s', (_what, wish, options, limit, value) => {
    expect(problem(wish, options)).toEqual([
      [
        'targetBelowEntry',
        limit,
        value,
        `the target ${value} (strategy-levels) must be above the entry price ${limit}`,
      ],
    ]);
  });

  it.each([
    ['a stop a tick below what it could be sold at', 'candle 100 buy stop 99.89', spread],
    ['a target a tick above the price', 'candle 100 buy target 100.01', {}],
    ['a target above a close between ticks', 'candle 100.005 buy target 100.01', {}],
    ['a target above its limit, whatever taking would pay', 'candle 100 buy limit 100 target 100.05', spread],
  ])('pass with %s', (_what, wish, options) => {
    expect(toldEngine(options).tell(wish)).toHaveLength(1);
  });
});
