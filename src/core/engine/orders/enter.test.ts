import { describe, expect, it } from 'vitest';
import { decimal, notional, price, quantity } from '../../../domain/index.ts';
import { scripted } from '../../../../test/support/build.ts';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';

describe('a wish to enter becomes an order', () => {
  it.each([
    ['at market, as much as the size buys', 'buy', 'submit buy 10 entry'],
    ['of a size of its own', 'buy size 500', 'submit buy 5 entry'],
    ['rounded down to the step', 'buy size 333.339', 'submit buy 3.3333 entry'],
    ['with a limit', 'buy limit 80', 'submit buy 12.5 at 80 entry'],
    ['with a limit floored to the tick', 'buy limit 80.019', 'submit buy 12.4984 at 80.01 entry'],
    ['with a limit that must not take', 'buy limit 80 tif postOnly', 'submit buy 12.5 at 80 postOnly entry'],
    ['with a limit, at once or not at all', 'buy limit 80 tif ioc', 'submit buy 12.5 at 80 ioc entry'],
    ['at market, all or nothing', 'buy tif fok', 'submit buy 10 fok entry'],
  ])('%s', (_what, wish, then) => {
    expect(toldEngine().tell(`candle 100 ${wish}`)).toEqual([then]);
  });

  it('that may spend its budget, fees included', () => {
    const told = toldEngine({ instruments: [{ ...BTC, takerFeeRate: decimal('0.01') }] });
    expect(told.tell('candle 100 buy')).toEqual(['submit buy 9.9009 entry']);
    expect(told.submitted.get('c0-0')?.budget).toBe(notional('1000'));
  });

  it('whose limit budgets for the dearer of making and taking', () => {
    const dear = { ...BTC, makerFeeRate: decimal('0.25'), takerFeeRate: decimal('0.01') };
    expect(toldEngine({ instruments: [dear] }).tell('candle 100 buy limit 80')).toEqual(['submit buy 10 at 80 entry']);
    expect(toldEngine({ instruments: [dear] }).tell('candle 100 buy')).toEqual(['submit buy 9.9009 entry']);
  });

  it('that names decision, lane, reason and nothing it does not have', () => {
    const told = toldEngine();
    told.tell('candle 100 buy');
    expect(told.submitted.get('c0-0')).toStrictEqual({
      clientOrderId: 'c0-0',
      instrument: 0,
      side: 'buy',
      type: 'market',
      timeInForce: 'ioc',
      quantity: quantity('10'),
      budget: notional('1000'),
      purpose: 'entry',
      lane: 0,
      decisionId: told.explain().id,
      reason: 'test entry',
    });
  });

  it('at a close between ticks is sized by that close', () => {
    expect(toldEngine().tell('candle 100.005 buy')).toEqual(['submit buy 9.9995 entry']);
  });

  it('sent after the candle it was decided on', () => {
    const told = after('candle 100 buy');
    const order = told.engine.view.orders.find('c0-0');
    expect([order?.sentAfterMs, order?.createdMs]).toEqual([told.nowMs, told.nowMs]);
  });

  it('that carries the tag of its wish', () => {
    const strategy = scripted({ 0: (context) => context.enterLong({ reason: 'why', tag: 'breakout' }) });
    const told = after('candle 100', { lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] });
    expect(told.submitted.get('c0-0')?.tag).toBe('breakout');
  });

  it('sized by the average range', () => {
    // A hundredth of 10000 is lost over twice the range of 4.
    const told = toldEngine({ size: { kind: 'atrTarget', riskShare: 0.01, multiple: 2 }, exits: {} });
    for (let candle = 0; candle < 14; candle += 1)
      expect(told.denials('candle 100 high 102 low 98 buy')).toEqual(['noAtr']);
    expect(told.tell('candle 100 high 102 low 98 buy')).toEqual(['submit buy 12.5 entry']);
  });

  it('sized by what the account has left', () => {
    const told = toldEngine({ cash: '1500', lanes: ['BTC/USDT', 'BTC/USDT', 'BTC/USDT'] });
    expect(told.tell('candle 100 buy / buy / buy')).toEqual(['submit buy 10 entry', 'lane 1: submit buy 5 entry']);
    expect(told.explain(2).explain.blocks.map(({ code }) => code)).toEqual(['noCash']);
  });

  it('sized by the risk to its stop', () => {
    const told = toldEngine({ size: { kind: 'riskToStop', riskShare: 0.01 } });
    // A hundredth of 10000 is lost over 4 per coin with the strategy's stop, over 5 with the configured one.
    expect(told.tell('candle 100 buy stop 96')).toEqual(['submit buy 25 entry']);
    expect(toldEngine({ size: { kind: 'riskToStop', riskShare: 0.01 } }).tell('candle 100 buy')).toEqual([
      'submit buy 20 entry',
    ]);
  });
});

/** What a wish for more than there is gets. */
function free(steps: string): number {
  const told = after(steps, { cash: '3000', lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] });
  const line = told.tell('candle 1 ETH buy size 99999').find((said) => said.includes('submit')) ?? '';
  return Number(/buy ([\d.]+) entry/.exec(line)?.[1] ?? 0);
}

describe('quote set aside for entries', () => {
  it.each([
    ['nothing while there is none', 'candle 100', 3000],
    ['the budget of a working one', 'candle 100 buy', 2000],
    ['the budget of a resting one', 'candle 100 buy limit 80, accept', 2000],
    ['the budget of an unknown one', 'candle 100 buy, unknown', 2000],
    ['what a part has not spent, and the price of the part', 'candle 100 buy, fill 4 @ 99', 2000],
    ['what a part has not spent, its fee included', 'candle 100 buy, fill 4 @ 99 fee 2', 2000],
    ['what a part has not spent, a fee in coins apart', 'candle 100 buy, fill 4 fee 0.01 BTC', 2000],
    ['only what was spent, once whole', 'candle 100 buy, fill 10 @ 99', 2010],
    ['only what was spent, once the rest is canceled', 'candle 100 buy, fill 4 @ 99, canceled', 2604],
    ['fees in quote as well', 'candle 100 buy, fill 10 @ 99 fee 2', 2008],
    ['not more than the budget when a fill was dearer', 'candle 100 buy, fill 10 @ 110', 1900],
    ['nothing once it was rejected', 'candle 100 buy, reject', 3000],
    ['nothing once it was canceled', 'candle 100 buy, canceled', 3000],
    ['nothing once it expired', 'candle 100 buy, expired', 3000],
    ['nothing once it was absent and its time has passed', 'candle 100 buy, candle 100, absent', 3000],
  ])('are %s', (_what, steps, left) => {
    expect(free(steps)).toBe(left);
  });
});

describe('an entry is denied before it is sized', () => {
  it.each([
    ['trading is switched off', 'tradingDisabled', { isTradingEnabled: false }, 'candle 100'],
    ['an entry is working', 'orderPending', { maxEntries: 9 }, 'candle 100 buy'],
    ['an entry is partially filled', 'orderPending', { maxEntries: 9 }, 'candle 100 buy, fill 4, armed'],
    ['an exit is working', 'orderPending', { maxEntries: 9 }, 'candle 100 buy, fill, armed, candle 100 sell'],
    ['the position has its entries', 'maxEntries', {}, 'candle 100 buy, fill, armed'],
    ['it has both of two', 'maxEntries', { maxEntries: 2 }, 'candle 100 buy, fill, armed, candle 100 buy, fill, armed'],
  ])('when %s', (_why, code, options, given) => {
    const told = toldEngine(options);
    told.tell(given);
    expect(told.hear('candle 100 buy')).toEqual([`denied ${code}`, 'decided buy, order -']);
    expect(told.tell('candle 100 buy')).toEqual([]);
  });

  it.each([
    ['a second entry of two', { maxEntries: 2 }, 'candle 100 buy, fill, armed'],
    ['after a rejection', {}, 'candle 100 buy, reject'],
    ['after a cancel', {}, 'candle 100 buy, canceled'],
    ['after the position was left', {}, 'candle 100 buy, fill, armed, candle 100 sell, fill'],
  ])('not for %s', (_why, options, given) => {
    const told = toldEngine(options);
    told.tell(given);
    expect(told.denials('candle 100 buy')).toEqual([]);
  });

  it('counts entry orders, not their fills', () => {
    const told = toldEngine({ maxEntries: 2 });
    told.tell('candle 100 buy, fill 2, fill 3, fill, armed, candle 100 buy, fill 1, fill, armed');
    expect(told.explain().explain.context['position']).toBe(20);
    expect(told.denials('candle 100 buy')).toEqual(['maxEntries']);
  });

  it('names the order that is still working', () => {
    const told = toldEngine();
    told.tell('candle 100 buy, candle 100 buy');
    expect(told.explain().explain.blocks).toEqual([
      {
        rule: 'one-order',
        code: 'orderPending',
        message: 'order c0-0 of this strategy is still working',
        value: 'c0-0',
      },
    ]);
  });

  it.each([
    ['its size alone when that buys too little', 'candle 100 buy size 0.5', 'belowMinimum'],
    ['a stop above its price', 'candle 100 buy stop 101', 'stopAboveEntry'],
    ['a target below its price', 'candle 100 buy target 99', 'targetBelowEntry'],
  ])('by %s', (_what, wish, code) => {
    expect(toldEngine().hear(wish)).toEqual([`denied ${code}`, 'decided buy, order -']);
  });

  it('first because entries are held, though an order is working', () => {
    const told = toldEngine({ risk: { dailyLossLimitQuote: 100 }, exits: {}, maxEntries: 9 });
    told.tell('candle 100 buy, fill, armed, candle 80 sell');
    expect(told.denials('candle 80 buy')).toEqual(['dailyLoss']);
  });

  it('rounded up at the last decimal', () => {
    const instruments = [
      {
        ...BTC,
        tickSize: price('0.1'),
        stepSize: quantity('0.000000000000000001'),
        minQuantity: quantity('0.000000000000000001'),
        minNotional: notional('0'),
      },
    ];
    // 0.0025 buys 0.008333333333333333 at 0.3, which is 0.0024999999999999999 and judged as 0.0025.
    const denied = (maxPositionQuote: number) =>
      toldEngine({ instruments, exits: {}, risk: { maxPositionQuote } }).denials('candle 0.3 buy size 0.0025');
    expect(denied(0.0025)).toEqual([]);
    expect(denied(0.0024999999999999996)).toEqual(['positionQuote']);
  });

  it('with every reason of the rules at once', () => {
    const told = toldEngine({ risk: { maxFeeRatio: 0.001, maxPositionQuote: 900 } });
    told.tell('operator reducing, storage off');
    expect(told.denials('candle 100 buy')).toEqual(['tradingState storageWritable positionQuote']);
  });
});
