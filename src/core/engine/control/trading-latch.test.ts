import { describe, expect, it } from 'vitest';
import { decimal, quantity } from '../../../domain/index.ts';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';

const all = { size: { kind: 'fixedQuote', quote: 10_000 }, exits: {} } as const;
const HELD = 'candle 100 buy, fill, armed';
const DAY_MS = 86_400_000;

describe('a drawdown', () => {
  const limits = { ...all, risk: { maxDrawdownRatio: 0.2 } };

  it.each([
    ['short of the limit', `${HELD}, candle 80.1`, 'active'],
    ['at the limit', `${HELD}, candle 80`, 'reducing'],
    ['beyond it', `${HELD}, candle 50`, 'reducing'],
    ['from a peak above the start', `${HELD}, candle 150, candle 120`, 'reducing'],
    ['short of it from that peak', `${HELD}, candle 150, candle 121`, 'active'],
    ['that has recovered since', `${HELD}, candle 80, candle 100, candle 200`, 'reducing'],
    ['inside a candle', `${HELD}, candle 100 low 50`, 'active'],
    ['at a quote', `${HELD}, quote 50`, 'active'],
  ])('%s latches or not', (_what, given, state) => {
    expect(after(given, limits).now('tradingState')).toBe(state);
  });

  it('is told once', () => {
    const told = after(HELD, limits);
    expect(told.tell('candle 80, candle 70, candle 80')).toEqual(['critical tradingStateChanged']);
  });

  it('denies what the strategy wishes on that very candle', () => {
    const told = after(HELD, { ...limits, risk: { maxDrawdownRatio: 0.1 }, cash: '20000', maxEntries: 9 });
    expect(told.denials('candle 80.1 buy size 1000, fill @ 80.1, armed')).toEqual([]);
    expect(told.denials('candle 79 buy size 1000')).toEqual(['tradingState maxDrawdown']);
    expect(told.denials('candle 100 buy size 1000')).toEqual(['tradingState']);
  });

  it('keeps exits possible', () => {
    expect(after(`${HELD}, candle 80`, limits).tell('candle 80 sell')).toHaveLength(1);
  });

  it('leaves halted what is halted', () => {
    expect(after(`${HELD}, operator halted, candle 50`, limits).now('tradingState')).toBe('halted');
  });

  it('latches again while it lasts, after an operator has released it', () => {
    const told = after(`${HELD}, candle 80, operator active, candle 80`, limits);
    expect(told.now('tradingState')).toBe('reducing');
  });

  it('names limit and value', () => {
    expect(after(HELD, limits).notices('candle 75')).toEqual([
      'tradingStateChanged: only exits from here on: drawdown 25 % from the equity peak 10000 has reached the limit 20 %',
    ]);
  });
});

describe('a day’s loss', () => {
  const risk = { dailyLossLimitQuote: 100 };
  const lost = 'candle 100 buy, fill @ 100, armed, candle 100 sell, fill @ 90';

  it.each([
    ['short of the limit', 'candle 100 buy, fill @ 100, armed, candle 100 sell, fill @ 90.001', []],
    ['at the limit', lost, ['dailyLoss']],
    ['that is not realized', 'candle 100 buy, fill @ 100, armed, candle 90', ['dailyLoss']],
    ['a fee’s', 'candle 100 buy, fill @ 100 fee 100, armed, candle 100', ['dailyLoss']],
  ])('%s denies entries or not', (_what, given, denials) => {
    expect(after(given, { risk, exits: {}, maxEntries: 9 }).denials('candle 90 buy')).toEqual(denials);
  });

  it('holds entries for the rest of the UTC day, although equity recovers', () => {
    const told = after('candle 100 buy, fill, armed', { risk, exits: {}, maxEntries: 9 });
    expect(told.denials('candle 90 buy')).toEqual(['dailyLoss']);
    expect(told.denials('candle 120 buy')).toEqual(['dailyLoss']);
    expect(told.explain().explain.blocks[0]?.message).toMatch(/; no entries until the next UTC day$/);
  });

  it('holds every lane’s', () => {
    const told = after(lost, { risk, lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] });
    expect(told.denials('candle 100 buy, candle 50 ETH buy')).toEqual(['dailyLoss', 'dailyLoss']);
  });

  it('ends with the first moment of the next day', () => {
    // The third candle closes at 23:29.
    const told = toldEngine({ risk, startMs: Date.UTC(2024, 0, 1, 23, 26) });
    told.tell(lost);
    expect(told.denials('candle 100 buy')).toEqual(['dailyLoss']);
    for (let minute = 29; minute < 59; minute += 1) told.tell('candle 100');
    expect(new Date(told.nowMs).toISOString()).toBe('2024-01-01T23:59:00.000Z');
    expect(told.denials('candle 100 buy')).toEqual([]);
    expect(told.nowMs % DAY_MS).toBe(0);
  });

  it('leaves the trading state as it is, and exits possible', () => {
    const told = after('candle 100 buy, fill, armed, candle 90 buy', { risk, exits: {}, maxEntries: 9 });
    expect(told.now('tradingState')).toBe('active');
    expect(told.tell('candle 90 sell')).toEqual(['submit sell 10 signalExit: test exit']);
  });
});

describe('storage that takes no entries', () => {
  it.each([
    ['off', 'critical storageChanged'],
    ['on', 'info storageChanged'],
  ])('turned %s is told', (to, line) => {
    expect(after('candle 100').tell(`storage ${to}`)).toEqual([line]);
  });

  it('denies entries until it does again', () => {
    const told = after('candle 100, storage off');
    expect(told.denials('candle 100 buy')).toEqual(['storageWritable']);
    expect(told.denials('storage on, candle 100 buy')).toEqual([]);
  });

  it('lets every exit through', () => {
    expect(after(`${HELD}, storage off`).tell('quote 95')).toHaveLength(1);
    expect(after(`${HELD}, storage off`).tell('candle 100 sell')).toHaveLength(1);
  });
});

describe('a process that stood still', () => {
  it('is told with its cause', () => {
    const told = after('candle 100');
    expect(told.tell('interrupted')).toEqual(['warning interruptionSeen']);
    expect(told.notices('interrupted')).toEqual([
      'interruptionSeen: it stood still; no new positions before the next candle',
    ]);
  });

  it.each([
    ['before a candle has closed', 'interrupted 1', 'candle 100 buy', []],
    [
      'while candles from before come in',
      'interrupted 120000',
      'candle 100 buy, candle 100 buy',
      ['freshData', 'freshData'],
    ],
    ['at the very moment of a close', 'interrupted 60000', 'candle 100 buy', ['freshData']],
    ['once one has closed since', 'interrupted 60000, candle 100', 'candle 100 buy', []],
    [
      'and again after another time',
      'interrupted 60000, candle 100, interrupted 60000',
      'candle 100 buy',
      ['freshData'],
    ],
    ['as long as the later of two says', 'interrupted 120000, interrupted 1', 'candle 100 buy', ['freshData']],
  ])('lets nobody enter %s', (_what, given, then, denials) => {
    expect(after(`candle 100, ${given}`).denials(then)).toEqual(denials);
  });

  it('asks each market for a fresh candle of its own', () => {
    const told = after('candle 100, candle 50 ETH, interrupted 1', {
      lanes: ['BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    told.tell('candle 100, interval');
    expect(told.denials('candle 100 buy, candle 50 ETH buy')).toEqual([]);
  });

  it('lets every exit through', () => {
    expect(after(`${HELD}, interrupted 120000`).tell('quote 95')).toHaveLength(1);
    expect(after(`${HELD}, interrupted 120000`).tell('candle 100 sell')).toHaveLength(1);
    expect(after(`${HELD}, interrupted 120000`).tell('operator close 0')).toHaveLength(1);
  });
});

describe('an instrument that changed', () => {
  it.each([
    ['trading', []],
    ['exitOnly', ['instrumentStatus']],
    ['halted', ['instrumentStatus']],
  ])('to %s denies entries or not, from then on', (status, denials) => {
    const told = after('candle 100');
    expect(told.hear(`status ${status}`)).toEqual([`instrument BTC/USDT ${status}`]);
    expect(told.denials('candle 100 buy')).toEqual(denials);
  });

  it('is that one only', () => {
    const told = after('status halted', { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] });
    expect(told.denials('candle 100 buy, candle 50 ETH buy')).toEqual(['instrumentStatus']);
  });

  it('brings its new steps and fees', () => {
    const told = after('candle 100', { risk: { maxFeeRatio: 0.01 } });
    const instrument = { ...BTC, stepSize: quantity('1'), takerFeeRate: decimal('0.002') };
    told.apply({ type: 'instrumentChanged', instrument });
    expect(told.tell('candle 150 buy')).toEqual(['submit buy 6 entry']);
    told.apply({ type: 'instrumentChanged', instrument: { ...instrument, takerFeeRate: decimal('0.02') } });
    expect(told.denials('reject, candle 100 buy')).toEqual(['fee']);
  });
});

describe('a day’s loss that nobody enters into', () => {
  const options = { risk: { dailyLossLimitRatio: 0.05 }, exits: { stopLossRatio: 0.5 }, maxEntries: 9 };
  const size = { kind: 'fixedQuote', quote: 9000 } as const;

  it('holds entries of the day, also when equity has recovered since', () => {
    const told = after('candle 100 buy, fill, armed', { ...options, size });
    expect(told.tell('candle 94')).toEqual(['warning entriesHeld']);
    expect(told.tell('candle 93')).toEqual([]);
    expect(told.denials('candle 100 buy size 100')).toEqual(['dailyLoss']);
  });

  it('cancels entries that rest', () => {
    const told = after('candle 100 buy, fill, armed, candle 100 buy limit 90 size 500, accept', { ...options, size });
    expect(told.tell('candle 94')).toEqual(['cancel c0-1', 'warning entriesHeld']);
  });
});
