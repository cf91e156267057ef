/** What a level becomes when it is placed: the order as it is sent, what it sets aside, and what denies it. */
import { describe, expect, it } from 'vitest';
import { decimal, formatDecimal } from '../../../../domain/decimal.ts';
import { notional, price, quantity } from '../../../../domain/units.ts';
import { scripted } from '../../../../../test/support/build.ts';
import type { RestOptions, RestingOrder } from '../../../strategies/api/index.ts';
import { BTC, type ToldEngine, type ToldOptions, after, toldEngine } from '../../testing/told-engine.ts';

const WIDE = { exits: { stopLossRatio: 0.5 } };
const HELD = 'candle 100 rest a:buy:95:10 b:buy:90:10, fill @ 95 of c0-0, fill @ 90 of c0-1, armed';

/** A lane that states these orders on its first candle and nothing after. */
function stating(orders: readonly RestingOrder[], statement: Partial<RestOptions> = {}): ToldOptions {
  const strategy = scripted({ 0: (context) => context.rest({ reason: 'test levels', ...statement, orders }) });
  return { ...WIDE, lanes: [{ symbol: 'BTC/USDT', strategy, parameters: {} }] };
}

const reserved = (told: ToldEngine) => formatDecimal(told.engine.view.portfolio.reservedQuote);

describe('the order of a level', () => {
  it('names level, lane and reason and nothing it does not have', () => {
    const told = after('candle 100 rest a:buy:95:10', WIDE);
    const decisionId = told.submitted.get('c0-0')?.decisionId;
    expect(decisionId).not.toBe(told.explain().id);
    expect(told.submitted.get('c0-0')).toStrictEqual({
      clientOrderId: 'c0-0',
      instrument: 0,
      side: 'buy',
      type: 'limit',
      timeInForce: 'gtc',
      quantity: quantity('10'),
      price: price('95'),
      purpose: 'entry',
      lane: 0,
      decisionId,
      reason: 'test levels',
      level: 'a',
    });
  });

  it('carries the tag of its statement, and how long it may rest', () => {
    const orders: RestingOrder[] = [{ level: 'a', side: 'buy', price: 95, quantity: 1, timeInForce: 'postOnly' }];
    const told = after('candle 100', stating(orders, { tag: 'grid' }));
    const { tag, timeInForce, lot } = told.submitted.get('c0-0') ?? {};
    expect([tag, timeInForce, lot]).toEqual(['grid', 'postOnly', undefined]);
  });

  it('names the lot it sells', () => {
    const told = after(`${HELD}, candle 100 rest s:sell:110::b`, WIDE);
    const { lot, purpose, decisionId, ...sale } = told.submitted.get('c0-2') ?? {};
    expect([lot, purpose]).toEqual(['b', 'signalExit']);
    expect(sale).toStrictEqual({
      clientOrderId: 'c0-2',
      instrument: 0,
      side: 'sell',
      type: 'limit',
      timeInForce: 'gtc',
      quantity: quantity('10'),
      price: price('110'),
      lane: 0,
      reason: 'test levels',
      level: 's',
    });
    expect(decisionId).not.toBe(told.submitted.get('c0-1')?.decisionId);
  });

  it('brings its own stop and target when it fills', () => {
    const told = after(
      'candle 100',
      stating([{ level: 'a', side: 'buy', price: 95, quantity: 10, stopPrice: 80, targetPrice: 120 }]),
    );
    expect(told.tell('fill @ 95')).toEqual(['arm #1 10 stop 80 target 120']);
  });

  it('is told as sent before the decision it comes of', () => {
    expect(toldEngine(WIDE).hear('candle 100 rest a:buy:95:10')).toEqual([
      'order c0-0 submitted',
      'decided hold, order -',
    ]);
  });
});

describe('what a level sets aside', () => {
  it.each([
    ['the price of a buy', {}, '950'],
    ['with the dearer fee', { makerFeeRate: decimal('0.002'), takerFeeRate: decimal('0.001') }, '951.9'],
    ['with the dearer fee, whichever it is', { takerFeeRate: decimal('0.001') }, '950.95'],
  ])('is %s', (_what, fees, amount) => {
    expect(reserved(after('candle 100 rest a:buy:95:10', { ...WIDE, instruments: [{ ...BTC, ...fees }] }))).toBe(
      amount,
    );
  });

  it('is rounded up at the last decimal, and the fee of that again', () => {
    const instruments = [
      { ...BTC, tickSize: price('0.0001'), stepSize: quantity('0.0000000000000001'), takerFeeRate: decimal('0.001') },
    ];
    // 0.3333333333333333 × 95.0001 is 31.66669999999999683333 and its thousandth 0.0316666…
    const told = after('candle 100 rest a:buy:95.0001:0.3333333333333333', { ...WIDE, instruments });
    expect(reserved(told)).toBe('31.698366699999996831');
  });

  it('is nothing of a sale', () => {
    expect(reserved(after(`${HELD}, candle 100 rest s:sell:110:10`, WIDE))).toBe('0');
  });

  it('may be all the money there is', () => {
    const told = toldEngine({ ...WIDE, cash: '950' });
    expect(told.tell('candle 100 rest a:buy:95:10')).toEqual(['submit a: buy 10 at 95']);
    const short = toldEngine({ ...WIDE, cash: '949.99' });
    expect(short.denials('candle 100 rest a:buy:95:10')).toEqual(['noCash']);
  });
});

describe('a buy of a level is denied', () => {
  it.each<[string, RestingOrder, string]>([
    [
      'whose target is at its price',
      { level: 'a', side: 'buy', price: 95, quantity: 1, targetPrice: 95 },
      'targetBelowEntry',
    ],
    [
      'whose stop is at its price',
      { level: 'a', side: 'buy', price: 95, quantity: 1, stopPrice: 95 },
      'stopAboveEntry',
    ],
  ])('%s', (_what, order, code) => {
    const told = toldEngine(stating([order]));
    expect(told.denials('candle 100')).toEqual([code]);
    expect(told.submitted.size).toBe(0);
  });

  it('not for a target between its limit and the price that taking would pay', () => {
    const costs = { takingCosts: { spreadBps: 20, slippageBps: 0, depthQuotePerBps: 0 } };
    const told = toldEngine({
      ...stating([{ level: 'a', side: 'buy', price: 95, quantity: 1, targetPrice: 95.05 }]),
      ...costs,
    });
    expect(told.tell('candle 100')).toEqual(['submit a: buy 1 at 95']);
  });

  it('not for slippage that an order at market would pay', () => {
    const options = {
      ...WIDE,
      risk: { maxSlippageRatio: 0.01 },
      takingCosts: { spreadBps: 0, slippageBps: 110, depthQuotePerBps: 0 },
    };
    expect(toldEngine(options).tell('candle 100 rest a:buy:95:10')).toEqual(['submit a: buy 10 at 95']);
  });

  it('by what it is worth, rounded up at the last decimal', () => {
    const instruments = [
      {
        ...BTC,
        stepSize: quantity('0.000000000000000001'),
        minQuantity: quantity('0.000000000000000001'),
        minNotional: notional('0'),
      },
    ];
    // 0.25 × 0.010000000000000002 is 0.0025000000000000005.
    const told = toldEngine({ ...WIDE, instruments, risk: { maxPositionQuote: 0.0025 } });
    expect(told.denials('candle 1 rest a:buy:0.25:0.010000000000000002')).toEqual(['positionQuote']);
    expect(told.denials('candle 1 rest a:buy:0.25:0.01')).toEqual([]);
  });

  it('and waits when the smallest order was raised above it', () => {
    const told = after('storage off, candle 100 rest a:buy:95:0.1, storage on, least quote 10', WIDE);
    expect(told.denials('candle 100')).toEqual(['nothingToSell']);
    expect(told.tell('least quote 1, candle 100')).toEqual(['submit a: buy 0.1 at 95']);
  });

  it('by a drawdown between two candles, which holds from then on', () => {
    const told = after(`${HELD}, candle 100 rest c:buy:80:1, unknown of c0-2, candle 100 rest c:buy:80:1 d:buy:70:1`, {
      ...WIDE,
      risk: { maxDrawdownRatio: 0.01 },
      maxEntries: 9,
    });
    // The fill is dear: what is held is worth what it was, the money is gone.
    expect(told.denials('fill 1 @ 500 of c0-2')).toEqual(['maxDrawdown', 'tradingState maxDrawdown']);
    expect(told.now('tradingState')).toBe('reducing');
  });
});

describe('a sale of a level', () => {
  it.each([
    ['nothing is free while an exit sells everything', 'candle 100 sell', 's:sell:110:5', 'nothingToSell'],
    ['what an exit has not sold yet is not free', 'candle 100 sell 0.5', 's:sell:110:15', 'exitPending'],
    [
      'what an exit has sold is gone, and was not free before',
      'candle 100 sell 0.5, fill 5 @ 100',
      's:sell:110:15',
      'exitPending',
    ],
  ])('waits: %s', (_why, exit, stated, code) => {
    expect(after(`${HELD}, ${exit}`, WIDE).denials(`candle 100 rest ${stated}`)).toEqual([code]);
  });

  it('of a remainder that nobody can sell is done', () => {
    const told = after('candle 100 rest a:buy:95:10, accept, fill 9.999999 @ 95, armed, canceled', WIDE);
    expect(told.hear('timer 5000')).toEqual([]);
    expect(told.engine.view.lanes[0]?.context.resting()).toEqual([]);
    expect(told.awaitsClock()).toBe(false);
  });

  it('that sold what was free sells the rest of what is wished once that is free', () => {
    const given = `${HELD}, candle 100 rest s:sell:110:15 t:sell:120:15, accept of c0-2, accept of c0-3`;
    const told = after(given, WIDE);
    expect(told.denials('fill @ 120 of c0-3, armed')).toEqual(['nothingToSell']);
    expect(told.tell('operator cancel c0-2, canceled of c0-2')).toEqual(['cancel c0-2', 'submit t: sell 10 at 120']);
  });

  it('is shown and not sent while trading is switched off', () => {
    const told = toldEngine({ ...WIDE, isTradingEnabled: false });
    expect(told.denials('candle 100 rest a:buy:95:1')).toEqual(['tradingDisabled']);
  });

  it('is denied where the tick has changed since it was stated', () => {
    const told = after('candle 100 rest s:sell:110.25:5', WIDE);
    told.apply({ type: 'instrumentChanged', instrument: { ...BTC, tickSize: price('0.5') } });
    expect(told.denials('candle 100 buy, fill, armed, candle 100')).toEqual(['instrumentLimits']);
    expect(told.tell('candle 100 rest s:sell:110.25:5')).toEqual(['submit s: sell 5 at 110.5']);
  });

  it('is denied by the rules of exits', () => {
    const told = after(`${HELD}, status halted`, WIDE);
    expect(told.denials('candle 100 rest s:sell:110:5')).toEqual(['instrumentStatus']);
    expect(told.submitted.size).toBe(2);
  });
});
