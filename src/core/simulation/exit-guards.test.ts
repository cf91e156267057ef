import { describe, expect, it } from 'vitest';
import { quantity } from '../../domain/units.ts';
import { Bench, aCandle, anOrder, levels } from './testing.ts';

/** Sells as soon as a quote is seen, the way the engine leaves a position. */
function leavingAtQuotes(bench: Bench): Bench {
  let count = 0;
  bench.react = (event) => {
    if (event.type === 'quoteSeen') bench.venue.submit(anOrder({ clientOrderId: `x${(count += 1)}`, side: 'sell' }));
  };
  return bench;
}

/** A limit buy at 97, guarded at 93 and 105 once filled, in a candle that ranges from `low` to 110. */
function entering(low: number): Bench {
  const bench = leavingAtQuotes(new Bench().at(100));
  const leave = bench.react;
  bench.react = (event) => {
    if (event.type === 'orderFilled' && event.clientOrderId === 'a') bench.venue.armExit(levels(93, 105));
    leave(event);
  };
  bench.venue.submit(anOrder({ price: '97' }));
  return bench.play(aCandle([100, 110, low, 100]));
}

describe('armed exits', () => {
  it.each([
    {
      name: 'a stop fills at its price',
      stop: 95,
      target: 110,
      candle: [100, 105, 94, 99],
      fills: ['x1 95 × 1 taker'],
    },
    {
      name: 'a stop is hit at the touch',
      stop: 95,
      target: 110,
      candle: [100, 105, 95, 99],
      fills: ['x1 95 × 1 taker'],
    },
    {
      name: 'a gap through a stop fills at the open',
      stop: 95,
      target: 110,
      candle: [90, 99, 88, 98],
      fills: ['x1 90 × 1 taker'],
    },
    {
      name: 'a target fills at its price',
      stop: 95,
      target: 110,
      candle: [100, 112, 96, 99],
      fills: ['x1 110 × 1 taker'],
    },
    {
      name: 'a gap over a target fills at the open',
      stop: 95,
      target: 110,
      candle: [113, 114, 112, 113],
      fills: ['x1 113 × 1 taker'],
    },
    {
      name: 'a stop comes before a target in one candle',
      stop: 95,
      target: 110,
      candle: [100, 112, 94, 111],
      fills: ['x1 95 × 1 taker'],
    },
    { name: 'nothing happens between the levels', stop: 95, target: 110, candle: [100, 109, 96, 99], fills: [] },
    {
      name: 'a stop alone guards',
      stop: 95,
      target: undefined,
      candle: [100, 999, 94, 99],
      fills: ['x1 95 × 1 taker'],
    },
    {
      name: 'a target alone guards',
      stop: undefined,
      target: 110,
      candle: [100, 111, 1, 99],
      fills: ['x1 110 × 1 taker'],
    },
  ] as const)('$name', ({ stop, target, candle, fills }) => {
    const bench = leavingAtQuotes(new Bench().at(100));
    bench.venue.armExit(levels(stop, target));
    bench.play(aCandle([...candle]));
    expect(bench.fills()).toEqual(fills);
    expect(bench.quotes()).toHaveLength(fills.length);
  });

  it('pay slippage at a stop and at a target alike', () => {
    const bench = leavingAtQuotes(new Bench({ settings: { slippageBps: 100 } }).at(100));
    bench.venue.armExit(levels(95, undefined, 1, 0));
    bench.venue.armExit(levels(undefined, 110, 1, 1));
    bench.play(aCandle([100, 112, 94, 99]));
    expect(bench.fills()).toEqual(['x1 94.05 × 1 taker', 'x2 108.9 × 1 taker']);
  });

  it('are reported as armed at once, with lane and generation', () => {
    const bench = new Bench();
    bench.venue.armExit(levels(95, 110, 7, 3));
    expect(bench.events).toEqual([{ type: 'exitArmed', lane: 3, generation: 7 }]);
    expect(bench.venue.isIdle).toBe(false);
  });

  it('fire once per generation', () => {
    const bench = new Bench().at(100);
    bench.venue.armExit(levels(95, undefined, 1));
    bench.play(aCandle([100, 100, 94, 94])).play(aCandle([94, 94, 93, 93]));
    bench.venue.armExit(levels(95, undefined, 1));
    bench.play(aCandle([93, 93, 92, 92]));
    expect(bench.quotes()).toEqual([95]);
    bench.venue.armExit(levels(95, undefined, 2));
    bench.play(aCandle([92, 92, 91, 91]));
    expect(bench.quotes()).toEqual([95, 92]);
  });

  it('do not fire when the signal exit at the open disarmed them', () => {
    const bench = new Bench().at(100);
    bench.react = (event) => {
      if (event.type === 'orderFilled') bench.venue.disarmExit(0);
    };
    bench.venue.armExit(levels(95, 110));
    bench.venue.submit(anOrder({ side: 'sell' }));
    bench.play(aCandle([90, 120, 80, 85]));
    expect(bench.fills()).toEqual(['a 90 × 1 taker']);
    expect(bench.quotes()).toEqual([]);
    expect(bench.venue.isIdle).toBe(true);
  });

  it('of several lanes fire the higher stop first', () => {
    const bench = new Bench().at(100);
    bench.venue.armExit(levels(94, undefined, 1, 0));
    bench.venue.armExit(levels(96, undefined, 1, 1));
    bench.play(aCandle([100, 100, 90, 92]));
    expect(bench.quotes()).toEqual([96, 94]);
  });

  it('can be stopped, but not reach the target, in the candle that a limit order entered in', () => {
    expect(entering(92).fills()).toEqual(['a 97 × 1 maker', 'x1 93 × 1 taker']);
    const held = entering(96);
    expect(held.fills()).toEqual(['a 97 × 1 maker']);
    held.play(aCandle([100, 106, 99, 100]));
    expect(held.fills()).toEqual(['a 97 × 1 maker', 'x1 105 × 1 taker']);
  });

  it('may be reached in the candle that a market order entered at its open', () => {
    const bench = leavingAtQuotes(new Bench().at(100));
    const leave = bench.react;
    bench.react = (event) => {
      if (event.type === 'orderFilled' && event.clientOrderId === 'a') bench.venue.armExit(levels(93, 105));
      leave(event);
    };
    bench.venue.submit(anOrder());
    bench.play(aCandle([100, 106, 99, 100]));
    expect(bench.fills()).toEqual(['a 100 × 1 taker', 'x1 105 × 1 taker']);
  });

  it.each([
    { name: 'may be reached when it was there before', target: 105, amount: '1', fills: ['x1 105 × 1 taker'] },
    { name: 'waits for the next candle when it has moved', target: 106, amount: '1', fills: [] },
    { name: 'waits for the next candle when it guards more', target: 105, amount: '2', fills: [] },
  ])('armed again on the way, as after a restart, a target $name', ({ target, amount, fills }) => {
    const bench = leavingAtQuotes(new Bench().at(100));
    const leave = bench.react;
    bench.venue.armExit(levels(90, 105));
    bench.react = (event) => {
      if (event.type !== 'orderFilled' || event.clientOrderId !== 'a') return leave(event);
      bench.venue.armExit({ ...levels(90, target, 2), quantity: quantity(amount) });
    };
    bench.venue.submit(anOrder({ price: '97' }));
    bench.play(aCandle([100, 110, 96, 100]));
    expect(bench.fills()).toEqual(['a 97 × 1 maker', ...fills]);
  });

  it('armed with a stop above the price of the moment fire at that price', () => {
    const bench = leavingAtQuotes(new Bench().at(100));
    const leave = bench.react;
    bench.react = (event) => {
      if (event.type === 'orderFilled' && event.clientOrderId === 'a') bench.venue.armExit(levels(99));
      leave(event);
    };
    bench.venue.submit(anOrder({ price: '97' }));
    bench.play(aCandle([100, 110, 96, 100]));
    expect(bench.fills()).toEqual(['a 97 × 1 maker', 'x1 97 × 1 taker']);
  });

  it('leave a remainder to the next open when the candle has too little volume', () => {
    const bench = leavingAtQuotes(new Bench({ settings: { maxVolumeShare: 0.1 } }).at(100));
    bench.venue.armExit(levels(95));
    bench.play(aCandle([100, 100, 94, 94], 4)).play(aCandle([92, 92, 92, 92], 100));
    expect(bench.fills()).toEqual(['x1 95 × 0.4 taker', 'x1 92 × 0.6 taker']);
  });

  it('move with their lane when it is armed for another price', () => {
    const bench = new Bench().at(100);
    bench.venue.armExit(levels(95, undefined, 1));
    bench.venue.armExit(levels(90, undefined, 2));
    bench.play(aCandle([100, 100, 94, 94]));
    expect(bench.quotes()).toEqual([]);
  });

  it.each([
    { bid: '97', stop: 96, expected: ['orderFilled', 'quoteSeen'] },
    { bid: '96', stop: 97, expected: ['quoteSeen', 'orderFilled'] },
    { bid: '96', stop: 96, expected: ['quoteSeen', 'orderFilled'] },
  ])('a buy at $bid and a stop at $stop come in the order of $expected', ({ bid, stop, expected }) => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ price: bid }));
    bench.venue.armExit(levels(stop));
    bench.play(aCandle([100, 100, 95, 95]));
    expect(bench.events.slice(2).map((event) => event.type)).toEqual(expected);
  });

  it.each([
    { ask: '104', target: 105, expected: ['orderFilled', 'quoteSeen'] },
    { ask: '106', target: 105, expected: ['quoteSeen', 'orderFilled'] },
  ])('a sell at $ask and a target at $target come in the order of $expected', ({ ask, target, expected }) => {
    const bench = new Bench().at(100);
    bench.venue.submit(anOrder({ side: 'sell', price: ask }));
    bench.venue.armExit(levels(undefined, target));
    bench.play(aCandle([100, 107, 100, 101]));
    expect(bench.events.slice(2).map((event) => event.type)).toEqual(expected);
  });

  it('armed on the way up with a stop that is passed already fire at the price of the moment', () => {
    const bench = new Bench().at(100);
    bench.react = (event) => {
      if (event.type === 'orderFilled') bench.venue.armExit(levels(104));
    };
    bench.venue.submit(anOrder({ side: 'sell', price: '103' }));
    bench.play(aCandle([100, 110, 99, 100]));
    expect(bench.quotes()).toEqual([103]);
  });
});

describe('a candle that is left out', () => {
  const { venue } = new Bench().at(100);

  it('is far from levels that its range does not reach', () => {
    venue.armExit(levels(95, 110));
    const ranges = [
      [96, 109],
      [95, 109],
      [96, 110],
      [94, 111],
    ] as const;
    expect(ranges.map(([low, high]) => venue.isFarFrom(0, aCandle([100, high, low, 100])))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('is never far from an order at work', () => {
    venue.submit(anOrder({ price: '50' }));
    expect(venue.isFarFrom(0, aCandle([100, 101, 99, 100]))).toBe(false);
  });
});
