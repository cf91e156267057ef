import { describe, expect, it } from 'vitest';
import { decimal, formatDecimal } from '../../domain/decimal.ts';
import { Bench, aCandle, anOrder } from './testing.ts';

describe('a limit order', () => {
  it.each([
    {
      name: 'a buy rests and fills when price trades through it',
      side: 'buy',
      price: '95',
      low: 94.99,
      fills: ['a 95 × 1 maker'],
    },
    { name: 'a buy that is only touched does not fill', side: 'buy', price: '95', low: 95, fills: [] },
    { name: 'a buy above the open takes the open', side: 'buy', price: '101', low: 95, fills: ['a 100 × 1 taker'] },
    { name: 'a buy at the open takes the open', side: 'buy', price: '100', low: 95, fills: ['a 100 × 1 taker'] },
    {
      name: 'a sell rests and fills when price trades through it',
      side: 'sell',
      price: '109.99',
      low: 95,
      fills: ['a 109.99 × 1 maker'],
    },
    { name: 'a sell that is only touched does not fill', side: 'sell', price: '110', low: 95, fills: [] },
    { name: 'a sell below the open takes the open', side: 'sell', price: '99', low: 95, fills: ['a 100 × 1 taker'] },
  ] as const)('$name', ({ side, price, low, fills }) => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ side, price }));
    bench.play(aCandle([100, 110, low, 100]));
    expect(bench.fills()).toEqual(fills);
  });

  it.each([
    { side: 'buy', price: '95', open: 93, expected: 'a 95 × 1 maker' },
    { side: 'sell', price: '105', open: 107, expected: 'a 105 × 1 maker' },
  ] as const)(
    'resting $side fills at its own price, also where the open goes beyond it',
    ({ side, price, open, expected }) => {
      const bench = new Bench().at(100);
      bench.venue.submit(anOrder({ side, price }));
      bench.at(100).at(open);
      expect(bench.fills()).toEqual([expected]);
    },
  );

  it.each([
    ['buy', '101', ['a 100.1 × 1 taker'], 10, 0],
    ['buy', '100.1', ['a 100.1 × 1 taker'], 10, 0],
    ['sell', '99', ['a 99.9 × 1 taker'], 10, 0],
    ['buy', '101', ['a 100.02 × 1 taker'], 0, 50],
    // Up to 100.01 one basis point is offered: a half of it at 50 a point. Slippage is paid before that.
    ['buy', '100.01', ['a 100.01 × 0.5 taker'], 0, 50],
    ['buy', '100.11', ['a 100.11 × 0.5 taker'], 10, 50],
    ['sell', '99.89', ['a 99.89 × 0.5 taker'], 10, 50],
    // What slippage alone takes beyond the limit is not offered, however deep the book is.
    ['buy', '100.09', [], 10, 0],
    ['buy', '100.09', [], 10, 50],
    ['sell', '99.91', [], 10, 0],
    ['sell', '99.91', [], 10, 50],
  ] as const)(
    'that takes (%s %s) pays what a market order pays, and takes what there is up to its limit: %j',
    (side, price, fills, slippageBps, depthQuotePerBps) => {
      const bench = new Bench({ settings: { slippageBps, depthQuotePerBps } }).at(100);
      bench.venue.submit(anOrder({ side, price, timeInForce: 'ioc' }));
      bench.play(aCandle([100, 100, 100, 100]));
      expect(bench.fills()).toEqual(fills);
      expect(bench.ends()).toEqual(fills[0]?.includes('× 1 ') === true ? [] : ['a canceled: ioc']);
    },
  );

  it.each([
    { side: 'buy', price: '100.01', candle: [100, 103, 97, 100], depthQuotePerBps: 50, took: ['a 100.01 × 0.5 taker'] },
    { side: 'sell', price: '99.99', candle: [100, 103, 97, 100], depthQuotePerBps: 50, took: ['a 99.99 × 0.5 taker'] },
    { side: 'buy', price: '100.05', candle: [100, 103, 97, 100], depthQuotePerBps: 0, took: [] },
    { side: 'sell', price: '99.95', candle: [100, 103, 97, 100], depthQuotePerBps: 0, took: [] },
  ] as const)(
    'that the market is through ($side $price) rests with what it could not take, until the next candle',
    ({ side, price, candle, depthQuotePerBps, took }) => {
      const slippageBps = depthQuotePerBps === 0 ? 10 : 0;
      const bench = new Bench({ settings: { slippageBps, depthQuotePerBps } }).at(100);
      bench.venue.submit(anOrder({ side, price }));
      bench.play(aCandle([...candle]));
      expect(bench.fills()).toEqual(took);
      bench.play(aCandle([...candle]));
      const left = depthQuotePerBps === 0 ? '1' : '0.5';
      expect(bench.fills()).toEqual([...took, `a ${price} × ${left} maker`]);
    },
  );

  it.each([
    { price: '100.01', depthQuotePerBps: 50, fills: [] },
    { price: '100.02', depthQuotePerBps: 50, fills: ['a 100.02 × 1 taker'] },
  ])(
    'that must fill whole does so when the depth at $price is enough: $fills',
    ({ price, depthQuotePerBps, fills }) => {
      const bench = new Bench({ settings: { depthQuotePerBps } }).at(100);
      bench.venue.submit(anOrder({ price, timeInForce: 'fok' }));
      bench.play(aCandle([100, 100, 100, 100]));
      expect(bench.fills()).toEqual(fills);
      expect(bench.ends()).toEqual(fills.length > 0 ? [] : ['a canceled: fok']);
    },
  );

  it('fills at the touch when the settings say so', () => {
    const bench = new Bench({ settings: { fillsAtTouch: true } }).at(100);
    bench.venue.submit(anOrder({ clientOrderId: 'a', price: '95' }));
    bench.venue.submit(anOrder({ clientOrderId: 'b', side: 'sell', price: '105' }));
    bench.play(aCandle([100, 105, 95, 100]));
    expect(bench.fills()).toEqual(['a 95 × 1 maker', 'b 105 × 1 maker']);
  });

  it('comes in price order on the way: buys falling, then sells rising', () => {
    const bench = new Bench().at(100);
    for (const price of ['96', '98', '97']) bench.venue.submit(anOrder({ clientOrderId: `b${price}`, price }));
    for (const price of ['104', '102']) {
      bench.venue.submit(anOrder({ clientOrderId: `s${price}`, price, side: 'sell' }));
    }
    bench.play(aCandle([100, 103, 96.5, 99]));
    expect(bench.fills()).toEqual(['b98 98 × 1 maker', 'b97 97 × 1 maker', 's102 102 × 1 maker']);
  });

  it('placed on the way waits for the next candle', () => {
    const bench = new Bench().at(100);
    bench.react = (event) => {
      if (event.type !== 'orderFilled' || event.clientOrderId !== 'a') return;
      bench.venue.submit(anOrder({ clientOrderId: 'b', side: 'sell', price: '101' }));
    };
    bench.venue.submit(anOrder({ price: '99' }));
    bench.play(aCandle([100, 105, 98, 100]));
    expect(bench.fills()).toEqual(['a 99 × 1 maker']);
    bench.play(aCandle([100, 105, 98, 100]));
    expect(bench.fills()).toEqual(['a 99 × 1 maker', 'b 101 × 1 maker']);
  });

  it('placed in answer to a fill at the open has the whole candle before it', () => {
    const bench = new Bench().at(100);
    bench.react = (event) => {
      if (event.type !== 'orderFilled' || event.clientOrderId !== 'a') return;
      bench.venue.submit(anOrder({ clientOrderId: 'b', side: 'sell', price: '101' }));
    };
    bench.venue.submit(anOrder());
    bench.play(aCandle([100, 105, 98, 100]));
    expect(bench.fills()).toEqual(['a 100 × 1 taker', 'b 101 × 1 maker']);
  });

  it('pays the maker fee when it rested and the taker fee when it took', () => {
    const instrument = { makerFeeRate: decimal('0.001'), takerFeeRate: decimal('0.002') };
    const bench = new Bench({ instrument }).at(100);
    bench.venue.submit(anOrder({ clientOrderId: 'rests', price: '95' }));
    bench.venue.submit(anOrder({ clientOrderId: 'takes', price: '105' }));
    bench.play(aCandle([100, 100, 90, 100]));
    const fees = bench.events.flatMap((event) => (event.type === 'orderFilled' ? [formatDecimal(event.fee)] : []));
    expect(fees).toEqual(['0.2', '0.095']);
  });

  it('fills in parts when a candle has too little volume', () => {
    const bench = new Bench({ settings: { maxVolumeShare: 0.5 } }).at(100);
    bench.venue.submit(anOrder({ price: '95', quantity: '3' }));
    bench
      .play(aCandle([100, 100, 90, 92], 2))
      .play(aCandle([92, 92, 92, 92], 0))
      .play(aCandle([92, 92, 92, 92], 9));
    expect(bench.fills()).toEqual(['a 95 × 1 maker', 'a 95 × 2 maker']);
  });
});

describe('limit orders at one price', () => {
  it.each(['buy', 'sell'] as const)('share the room of their side by arrival: %s', (side) => {
    const bench = new Bench({ settings: { maxVolumeShare: 0.1 } }).at(100);
    const price = side === 'buy' ? '95' : '105';
    for (const clientOrderId of ['a', 'b', 'c']) bench.venue.submit(anOrder({ clientOrderId, side, price }));
    bench.play(aCandle([100, 106, 94, 100], 15));
    expect(bench.fills()).toEqual([`a ${price} × 1 maker`, `b ${price} × 0.5 maker`]);
  });
});

describe('time in force', () => {
  it.each([
    { timeInForce: 'ioc', price: '99', ends: ['a canceled: ioc'], fills: [] },
    { timeInForce: 'ioc', price: '101', ends: ['a canceled: ioc'], fills: ['a 100 × 1 taker'] },
    { timeInForce: 'fok', price: '99', ends: ['a canceled: fok'], fills: [] },
    { timeInForce: 'fok', price: '101', ends: ['a canceled: fok'], fills: [] },
    { timeInForce: 'gtc', price: '101', ends: [], fills: ['a 100 × 1 taker'] },
    { timeInForce: 'postOnly', price: '100.5', ends: ['a canceled: postOnlyWouldTake'], fills: [] },
    { timeInForce: 'postOnly', price: '99', ends: [], fills: [] },
  ] as const)('$timeInForce at $price with half the volume it wants', ({ timeInForce, price, ends, fills }) => {
    const bench = new Bench({ settings: { maxVolumeShare: 0.1 } }).at(102);
    bench.venue.submit(anOrder({ timeInForce, price, quantity: '2' }));
    bench.play(aCandle([100, 100, 100, 100], 10));
    expect(bench.fills()).toEqual(fills);
    expect(bench.ends()).toEqual(ends);
  });

  it('fok fills whole when the volume is there', () => {
    const bench = new Bench({ settings: { maxVolumeShare: 0.1 } }).at(100);
    bench.venue.submit(anOrder({ timeInForce: 'fok', price: '100', quantity: '2' }));
    bench.play(aCandle([100, 100, 100, 100], 20));
    expect(bench.fills()).toEqual(['a 100 × 2 taker']);
  });

  it('postOnly is rejected when it would take at the price the venue last saw', () => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ timeInForce: 'postOnly', price: '100' }));
    bench.venue.submit(anOrder({ clientOrderId: 'b', timeInForce: 'postOnly', side: 'sell', price: '100' }));
    expect(bench.ends()).toEqual(['a rejected: postOnlyWouldTake', 'b rejected: postOnlyWouldTake']);
  });
});
