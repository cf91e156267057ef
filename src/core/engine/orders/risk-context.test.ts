/** What rules are told of the account and the market, as people read it and as it decides. */
import { describe, expect, it } from 'vitest';
import { notional, price, quantity } from '../../../domain/index.ts';
import { BTC, ETH, toldEngine } from '../testing/told-engine.ts';

const SOL = { ...BTC, id: 2, symbol: 'SOL/USDT', base: 'SOL' };
const wave = (at: number) => 100 + 5 * Math.sin(at / 3) + (at % 4);
const against = (at: number) => 1e4 / wave(at);

describe('limits as they are read', () => {
  it('have their present values, also before the first candle', () => {
    const told = toldEngine({ risk: { maxPositionQuote: 500, maxPositions: 1 } });
    const [at, size] = [price('100'), quantity('1')];
    const order = {
      side: 'buy',
      purpose: 'entry',
      quantity: size,
      price: at,
      notional: notional('100'),
      isLimit: true,
      stopPrice: Number.NaN,
    } as const;
    const read = () =>
      told.engine
        .readLimits(0, order)
        .filter(({ rule }) => ['position-quote', 'max-positions'].includes(rule))
        .map(({ rule, ok, limit, value }) => [rule, ok, limit, value]);
    expect(read()).toEqual([
      ['max-positions', true, 1, 0],
      ['position-quote', true, 500, 100],
    ]);
    told.tell('candle 100 buy size 450, fill');
    expect(read()).toEqual([
      ['max-positions', true, 1, 1],
      ['position-quote', false, 500, 550],
    ]);
  });
});

const asked = {
  side: 'buy',
  purpose: 'entry',
  quantity: quantity('1'),
  price: price('100.001'),
  notional: notional('100.001'),
  stopPrice: Number.NaN,
} as const;

describe('an order as it is judged', () => {
  it('is asked for its tick where it has a limit, whatever the one before it had', () => {
    const told = toldEngine({ instruments: [{ ...BTC, tickSize: price('0.01') }] });
    const isTaken = (isLimit: boolean) =>
      told.engine.readLimits(0, { ...asked, isLimit }).find(({ rule }) => rule === 'instrument-limits')?.ok;
    expect([isTaken(false), isTaken(true), isTaken(false)]).toEqual([true, false, true]);
  });

  it('is held against what the day has lost, from midnight on', () => {
    const told = toldEngine({ risk: { dailyLossLimitRatio: 0.5 } });
    const lost = () =>
      told.engine.readLimits(0, { ...asked, isLimit: false }).find(({ rule }) => rule === 'daily-loss-share')?.value;
    told.tell('candle 100 buy, accept, fill, armed, candle 96');
    expect(lost()).toBeCloseTo(0.004, 9);
    told.tell('gap 1440, candle 96');
    expect(lost()).toBe(0);
    told.tell('candle 95.5');
    expect(lost()).toBeCloseTo(5 / 9960, 9);
  });
});

describe('the instrument that moves most alike', () => {
  it.each([
    ['the first of two', wave, against, ['correlation']],
    ['the second of two', against, wave, ['correlation']],
    ['none of two', against, against, []],
  ])('decides, whichever it is: %s', (_which, eth, sol, denials) => {
    const told = toldEngine({
      lanes: ['ETH/USDT', 'SOL/USDT', 'BTC/USDT'],
      instruments: [BTC, ETH, SOL],
      exits: {},
      risk: { maxCorrelation: 0.9 },
    });
    const all = (at: number, wish: string) =>
      `candle ${eth(at)} ETH${wish}, candle ${sol(at)} SOL${wish}, candle ${wave(at)}`;
    // The second entry is denied too while nobody knows how they move: the first is held before it is made.
    told.tell(`${all(0, '')}, candle ${eth(1)} ETH buy, candle ${sol(1)} SOL, candle ${wave(1)}, fill, armed`);
    for (let at = 2; at < 60; at += 1) told.tell(all(at, ''));
    told.tell(`candle ${eth(60)} ETH, candle ${sol(60)} SOL buy, candle ${wave(60)}`);
    expect(told.denials(`candle ${eth(61)} ETH, candle ${sol(61)} SOL, candle ${wave(61)} buy`)).toEqual(denials);
  });
});
