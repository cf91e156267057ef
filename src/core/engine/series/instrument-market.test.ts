import { describe, expect, it } from 'vitest';
import { price } from '../../../domain/units.ts';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';

describe('a candle', () => {
  it.each([
    ['moves the price', 'candle 100, candle 110', 110, 1],
    ['of the past does not', 'candle 100, candle 110, late 50', 110, 1],
    ['told twice does not', 'candle 100, candle 110, again', 110, 1],
    ['after a gap does', 'candle 100, gap 5, candle 110', 110, 6],
    ['of history does', 'backfill 100, backfill 110', 110, 1],
    ['of history that is past does not', 'candle 100, candle 110, backfill 120, again, late 90', 120, 2],
    ['of another instrument does not', 'candle 100, candle 110, candle 50 ETH', 110, 1],
  ])('%s', (_what, steps, price, minute) => {
    const told = after(steps, { instruments: [BTC, ETH] });
    expect([told.now('price'), told.now('candleOpenTimeMs')]).toEqual([price, told.startMs + minute * 60_000]);
  });

  it('of an instrument that is not the run’s breaks an invariant', () => {
    const told = toldEngine();
    const candle = { openTimeMs: 0, open: 1, high: 1, low: 1, close: 1, volume: 1 };
    for (const type of ['candleClosed', 'candleBackfilled'] as const) {
      expect(() => told.apply({ type, instrument: 3, ...candle })).toThrow(/instrument 3 must be one of the run's 1/);
    }
  });
});

describe('a price of the moment', () => {
  it.each([
    ['is not there before the first quote', 'candle 100', false],
    ['is there with a quote', 'candle 100, quote 101', true],
    ['is past with the next candle', 'candle 100, quote 101, candle 102', false],
  ])('%s', (_when, steps, expected) => {
    expect(after(steps).engine.view.markets[0]?.hasNewerQuote).toBe(expected);
  });

  it('is not there when nothing was told', () => {
    expect(toldEngine().engine.view.markets[0]?.hasNewerQuote).toBe(false);
  });
});

it('a tick that the venue changes counts for the levels from then on', () => {
  const told = after('candle 100 buy, fill, armed', {
    exits: { trailingStop: { distanceRatio: 0.05, activationRatio: 0 } },
  });
  told.apply({ type: 'instrumentChanged', instrument: { ...BTC, tickSize: price('1') } });
  // 5 % below 111 is 105.45.
  expect(told.tell('candle 111')).toEqual(['arm #2 10 stop 106 target -']);
});

describe('after a gap', () => {
  const risk = { candlesAfterGap: 2 };

  it.each([
    ['the candle that ends it', 'candle 100, gap 1', ['candleGap']],
    ['the one after that', 'candle 100, gap 1, candle 100', ['candleGap']],
    ['the second one after that', 'candle 100, gap 1, candle 100, candle 100', []],
    ['no candle when there was no gap', 'candle 100', []],
    ['the very first candle', 'gap 9', []],
    ['a gap in history counts as well', 'backfill 100, gap 1, backfill 100', ['candleGap']],
    ['history that fills the time after it helps', 'candle 100, gap 1, backfill 100, backfill 100', []],
    ['a candle that comes late is no gap', 'candle 100, candle 100, late 100', []],
    ['a second gap begins anew', 'candle 100, gap 1, candle 100, candle 100, gap 1', ['candleGap']],
    [
      'a gap of another instrument does not matter',
      'candle 100, candle 50 ETH, gap 1 ETH, candle 100, candle 100, candle 50 ETH',
      [],
    ],
  ])('%s denies entries or not', (_what, given, denials) => {
    expect(after(given, { risk, instruments: [BTC, ETH] }).denials('candle 100 buy')).toEqual(denials);
  });
});
