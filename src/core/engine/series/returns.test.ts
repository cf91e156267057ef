import { describe, expect, it } from 'vitest';
import { BTC, ETH, toldEngine } from '../testing/told-engine.ts';

const pair = { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH], exits: {} };
const wave = (at: number) => 100 + 5 * Math.sin(at / 3) + (at % 4);

/** Both instruments for so many candles, the second one with closes of its own; the first one is held from the start. */
function moving(count: number, other: (at: number) => number, limit: number) {
  const told = toldEngine({ ...pair, risk: { maxCorrelation: limit } });
  for (let at = 0; at < count - 1; at += 1) {
    told.tell(`candle ${wave(at)}${at === 0 ? ' buy' : ''}, candle ${other(at)} ETH`);
    if (at === 0) told.tell('fill, armed');
  }
  return told.denials(`candle ${wave(count - 1)}, candle ${other(count - 1)} ETH buy`);
}

describe('an instrument that moves with one that is held', () => {
  it.each([
    ['as its twin', wave, 0.99, ['correlation']],
    ['as its twin at another price', (at: number) => wave(at) / 7, 0.99, ['correlation']],
    ['as its twin, when that is allowed', wave, 1, []],
    ['against it', (at: number) => 1e4 / wave(at), 0, []],
    ['against it, when nothing is allowed', (at: number) => 1e4 / wave(at), -0.99999, ['correlation']],
    ['not at all', () => 100, 0, []],
    ['out of step', (at: number) => wave(at + 2), 0.9, []],
  ])('%s is denied or not', (_how, other, limit, denials) => {
    expect(moving(60, other, limit)).toEqual(denials);
  });

  it.each([
    [2, ['correlation']],
    [30, ['correlation']],
    [31, []],
  ])('against it for %i candles is denied until thirty returns are known', (count, denials) => {
    expect(moving(count, (at) => 1e4 / wave(at), 0.9)).toEqual(denials);
  });

  it.each([
    ['only in the latest 96 candles', (at: number) => (at < 120 ? 1e4 / wave(at) : wave(at)), 217, ['correlation']],
    ['not in the latest 96 candles', (at: number) => (at < 120 ? wave(at) : 1e4 / wave(at)), 217, []],
  ])('%s is judged by those', (_how, other, count, denials) => {
    expect(moving(count, other, 0.9)).toEqual(denials);
  });

  it('is compared by its returns, not by its prices', () => {
    const told = toldEngine({ ...pair, risk: { maxCorrelation: 0.9999 } });
    let [rising, level] = [100, 100];
    for (let at = 0; at < 110; at += 1) {
      told.tell(`candle ${rising}${at === 0 ? ' buy, fill @ 100, armed' : ''}, candle ${level} ETH`);
      const swing = 0.03 * Math.sin(at / 2);
      rising *= 1.05 + swing;
      level *= 1 + swing;
    }
    expect(told.denials(`candle ${rising}, candle ${level} ETH buy`)).toEqual(['correlation']);
  });

  it.each([
    ['listed after it', false, Number.NaN, 'fill, armed'],
    ['listed before it', true, Number.NaN, 'fill, armed'],
    ['listed after it and lacking a candle', false, 40, 'fill, armed'],
    ['listed before it and lacking a candle', true, 40, 'fill, armed'],
    ['listed after it while its entry still works', false, Number.NaN, 'accept'],
    ['listed before it while its entry still works', true, Number.NaN, 'accept'],
  ])('as its twin is denied when %s', (_where, isFirst, missing, answers) => {
    const instruments = isFirst
      ? [
          { ...ETH, id: 0 },
          { ...BTC, id: 1 },
        ]
      : [BTC, ETH];
    const lanes = instruments.map(({ symbol }) => symbol);
    const told = toldEngine({ lanes, instruments, exits: {}, risk: { maxCorrelation: 0.8 } });
    const order = answers === 'accept' ? 'buy limit 50' : 'buy';
    told.tell(`candle ${wave(0)} BTC ${order}, candle ${wave(0)} ETH, ${answers}`);
    for (let at = 1; at < 60; at += 1) {
      told.tell(
        at === missing ? `candle ${wave(at)} BTC, gap 1 ETH` : `candle ${wave(at)} BTC, candle ${wave(at)} ETH`,
      );
    }
    expect(told.denials(`candle ${wave(60)} BTC, candle ${wave(60)} ETH buy`)).toEqual(['correlation']);
  });

  it('is let in when nothing is held', () => {
    const told = toldEngine({ ...pair, risk: { maxCorrelation: 0.5 } });
    for (let at = 0; at < 60; at += 1) told.tell(`candle ${wave(at)}, candle ${wave(at)} ETH`);
    expect(told.denials('candle 100, candle 100 ETH buy')).toEqual([]);
  });

  it('is let in again once that was left', () => {
    const told = toldEngine({ ...pair, risk: { maxCorrelation: 0.5 } });
    told.tell('candle 100 buy, fill, armed, candle 100 ETH');
    for (let at = 1; at < 60; at += 1) told.tell(`candle ${wave(at)}, candle ${wave(at)} ETH`);
    expect(told.denials(`candle ${wave(60)}, candle ${wave(60)} ETH buy`)).toEqual(['correlation']);
    told.tell('candle 100 sell, fill');
    expect(told.denials('candle 100 ETH buy')).toEqual([]);
  });

  it('is told from itself: a further entry is no twin', () => {
    const told = toldEngine({ ...pair, maxEntries: 2, risk: { maxCorrelation: 0.5 } });
    told.tell('candle 100 buy, fill, armed');
    for (let at = 1; at < 60; at += 1) told.tell(`candle ${wave(at)}, candle ${200 - at} ETH`);
    expect(told.denials('candle 100 buy')).toEqual([]);
  });

  it('is judged by the worst of several', () => {
    const third = { ...ETH, id: 2, symbol: 'XRP/USDT', base: 'XRP' };
    const told = toldEngine({
      lanes: ['BTC/USDT', 'ETH/USDT', 'XRP/USDT'],
      instruments: [BTC, ETH, third],
      exits: {},
      risk: { maxCorrelation: 0.9 },
    });
    told.tell('candle 100 buy, candle 100 ETH buy, fill of c0-0, fill of c0-1, armed, armed lane 1, candle 100 XRP');
    for (let at = 1; at < 60; at += 1) {
      told.tell(`candle ${1e4 / wave(at)}, candle ${wave(at)} ETH, candle ${wave(at)} XRP`);
    }
    expect(told.denials('candle 100, candle 100 ETH, candle 100 XRP buy')).toEqual(['correlation']);
  });
});
