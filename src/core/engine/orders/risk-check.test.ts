import { describe, expect, it } from 'vitest';
import { decimal } from '../../../domain/index.ts';
import type { RiskSettings } from '../../risk/index.ts';
import { BTC, ETH, type ToldOptions, after, toldEngine } from '../testing/told-engine.ts';

const three = { lanes: ['BTC/USDT', 'BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] };

/** What denies an entry of 1000 by the second lane of BTC, on a candle that closes at 100. */
function denied(given: string, risk: RiskSettings, options: ToldOptions = {}): readonly string[] {
  const told = toldEngine({ risk, ...three, ...options });
  // A limit that stops what is to be bound would make the row say nothing.
  expect(told.denials(given)).toEqual([]);
  return told.denials('candle 100 - / buy');
}

describe('what is bound in the symbol', () => {
  // Half of 10000 in one symbol: an entry of 1000 passes while 4000 is bound.
  it.each([
    ['nothing', 'candle 100', 0],
    ['a position, at its last price', 'candle 100 buy size 2000, fill, armed', 2000],
    ['an entry that was sent', 'candle 100 buy size 2000', 2000],
    ['a resting entry', 'candle 100 buy limit 50 size 2000, accept', 2000],
    ['a part of an entry and its rest', 'candle 100 buy size 2000, fill 5, armed', 2000],
    ['an entry whose rest was canceled', 'candle 100 buy size 1400, fill 5, canceled, armed', 500],
    ['an entry that was rejected', 'candle 100 buy size 900, reject', 0],
    ['a position that was left', 'candle 100 buy size 900, fill, armed, candle 100 sell, fill', 0],
    ['a position that is leaving', 'candle 100 buy size 2000, fill, armed, candle 100 sell', 2000],
    ['an entry of another symbol', 'candle 50 ETH buy size 900', 0],
    ['a position of another symbol', 'candle 50 ETH buy size 900, fill, armed lane 2', 0],
  ])('is %s', (_what, given, bound) => {
    expect(denied(given, { maxPositionQuote: bound + 1000 })).toEqual([]);
    expect(denied(given, { maxPositionQuote: bound + 999.99 })).toEqual(['positionQuote']);
  });

  it('is a share of equity as well', () => {
    const given = 'candle 100 buy limit 50 size 2000, accept';
    expect(denied(given, { maxCapitalPerSymbolRatio: 0.3 })).toEqual([]);
    expect(denied(given, { maxCapitalPerSymbolRatio: 0.29 })).toEqual(['symbolCapital']);
  });

  it('follows the last price', () => {
    const given = 'candle 50 buy size 1000, fill, armed';
    // Twenty coins, worth 2000 on the candle of the entry.
    expect(denied(given, { maxPositionQuote: 3000 })).toEqual([]);
    expect(denied(given, { maxPositionQuote: 2999 })).toEqual(['positionQuote']);
  });
});

describe('what is bound in all', () => {
  it.each([
    ['nothing', 'candle 100', 0],
    [
      'positions of every symbol',
      'candle 100 buy, candle 50 ETH buy, fill of c0-0, fill of c0-1, armed, armed lane 2',
      2000,
    ],
    ['entries of every symbol', 'candle 100 buy, candle 50 ETH buy limit 40, accept', 2000],
    ['a position and an entry', 'candle 100 buy, fill, armed, candle 50 ETH buy', 2000],
    ['an entry that is unknown', 'candle 50 ETH buy, unknown', 1000],
    ['an entry that has ended', 'candle 50 ETH buy size 900, expired', 0],
  ])('is %s', (_what, given, bound) => {
    expect(denied(given, { maxTotalExposureRatio: (bound + 1000) / 10_000 })).toEqual([]);
    expect(denied(given, { maxTotalExposureRatio: (bound + 999) / 10_000 })).toEqual(['totalExposure']);
  });
});

describe('what is held', () => {
  it.each([
    ['nothing', 'candle 100', 0],
    ['a position', 'candle 100 buy, fill, armed', 10],
    ['a part', 'candle 100 buy, fill 4, canceled, armed', 4],
    ['a part and the rest of its entry', 'candle 100 buy, fill 4, armed', 10],
    ['a position that is leaving', 'candle 100 buy, fill, armed, candle 100 sell', 10],
    ['dust', 'candle 100 buy size 900, fill fee 0.00005 BTC, armed, candle 100 sell, fill', 0.00005],
    ['another symbol’s', 'candle 50 ETH buy size 400, fill, armed lane 2', 0],
  ])('is %s', (_what, given, held) => {
    expect(denied(given, { maxPositionBase: held + 10 })).toEqual([]);
    expect(denied(given, { maxPositionBase: held + 9.99 })).toEqual(['positionBase']);
  });

  it.each([
    ['none', 'candle 100', 0],
    ['one', 'candle 100 buy, fill, armed', 1],
    ['one of another symbol', 'candle 50 ETH buy, fill, armed lane 2', 1],
    ['one that was left', 'candle 100 buy, fill, armed, candle 100 sell, fill', 0],
    ['one that opened by a late fill', 'candle 100 buy, canceled, fill 1, armed', 1],
  ])('is counted: %s', (_what, given, count) => {
    expect(denied(given, { maxPositions: count + 1 })).toEqual([]);
    if (count > 0) expect(denied(given, { maxPositions: count })).toEqual(['maxPositions']);
  });

  it('may be added to when no further position may be opened', () => {
    const told = after('candle 100 buy, fill, armed', { maxEntries: 2, risk: { maxPositions: 1 } });
    expect(told.denials('candle 100 buy')).toEqual([]);
  });
});

describe('the pace of orders', () => {
  it.each([
    ['entries', 'candle 100 buy, reject, candle 100 buy, reject'],
    ['entries and exits', 'candle 100 buy, fill, armed, quote 95, fill'],
    ['orders of every symbol', 'candle 100 buy, candle 50 ETH buy'],
    ['an order that was made again', 'candle 100 buy, absent'],
  ])('counts %s', (_what, given) => {
    expect(denied(given, { maxOrdersPerHour: 3 })).toEqual([]);
    expect(denied(given, { maxOrdersPerHour: 2 })).toEqual(['ordersPerHour']);
  });

  it('does not count what was denied', () => {
    const told = after('storage off, candle 100 buy, candle 100 buy, storage on', { risk: { maxOrdersPerHour: 1 } });
    expect(told.denials('candle 100 buy')).toEqual([]);
  });

  it('denies a second order in the same minute, and counts all lanes’', () => {
    expect(toldEngine({ ...three, risk: { maxOrdersPerMinute: 1 } }).denials('candle 100 buy / buy')).toEqual([
      'ordersPerMinute',
    ]);
  });

  it.each([
    ['minute', { maxOrdersPerMinute: 1 }, 1, 'ordersPerMinute'],
    ['hour', { maxOrdersPerHour: 1 }, 60, 'ordersPerHour'],
  ])('forgets after a %s', (_span, risk, minutes, code) => {
    const told = toldEngine({ risk });
    told.tell('candle 100 buy, reject');
    for (let minute = 1; minute < minutes; minute += 1) expect(told.denials('candle 100 buy')).toEqual([code]);
    expect(told.denials('candle 100 buy')).toEqual([]);
  });

  it('is right among thousands', () => {
    const told = toldEngine({ intervalMs: 10_000, risk: { maxOrdersPerHour: 360 } });
    const denials = Array.from({ length: 2500 }, (_, at) =>
      told.denials(`candle 100 buy size ${900 + (at % 7)}, reject`),
    );
    expect(denials.flat()).toEqual([]);
    expect(told.denials('candle 100 buy')).toEqual([]);
    expect(told.denials('timer 0, reject, candle 100 buy size 800, absent, absent')).toEqual(['ordersPerHour']);
  });

  it('never holds an exit back', () => {
    const told = after('candle 100 buy, fill, armed', { risk: { maxOrdersPerMinute: 1, maxOrdersPerHour: 1 } });
    expect(told.tell('quote 95')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
  });
});

describe('the state of the market', () => {
  it.each([
    ['59 s', 'timer 59000', ['cooldown']],
    ['a minute', '', []],
  ])('since the last exit: %s', (_when, wait, denials) => {
    const risk = { cooldownSec: 60 };
    const given = `candle 100 buy, fill, armed, candle 100 sell${wait === '' ? '' : ', timer 1000'}, fill`;
    expect(denied(given, risk)).toEqual(denials);
  });

  it('since the last exit is the symbol’s own', () => {
    const told = after('candle 100 buy, fill, armed, candle 100 sell, candle 50 ETH, candle 50 ETH, timer 9, fill', {
      ...three,
      risk: { cooldownSec: 600 },
    });
    expect(told.denials('candle 50 ETH buy')).toEqual([]);
    expect(told.denials('candle 100 - / buy')).toEqual(['cooldown']);
  });

  it('is stale when a candle is told late', () => {
    const told = toldEngine({ risk: { maxStaleCandles: 2 } });
    told.tell('candle 100, timer 180000');
    expect(told.denials('candle 100 buy, reject')).toEqual([]);
    told.tell('timer 1');
    expect(told.denials('candle 100 buy, reject')).toEqual([]);
    told.tell('timer 180000');
    expect(told.denials('candle 100 buy')).toEqual(['staleData']);
  });

  it('is stale by the interval of its own candles', () => {
    const hour = 3_600_000;
    const hourly = toldEngine({ intervalMs: hour, risk: { maxStaleCandles: 2 } });
    hourly.tell(`candle 100, timer ${hour + 900_000}`);
    expect(hourly.denials('candle 100 buy, reject')).toEqual([]);
    const minutely = toldEngine({ risk: { maxStaleCandles: 2 } });
    minutely.tell('candle 100, timer 960000');
    expect(minutely.denials('candle 100 buy')).toEqual(['staleData']);
  });

  it.each([
    ['the limit', 0.002, []],
    ['a hair below it', 0.0019999, ['spread']],
  ])('has the spread that is set where no quotes tell it: %s', (_what, maxSpreadRatio, denials) => {
    const takingCosts = { spreadBps: 20, slippageBps: 0, depthQuotePerBps: 0 };
    expect(toldEngine({ risk: { maxSpreadRatio }, takingCosts }).denials('candle 100 buy')).toEqual(denials);
  });

  it.each([
    ['a bid that is the ask', 'book 100 ask 100', 0, []],
    ['a spread at the limit', 'book 90 ask 110', 0.2, []],
    ['a spread above it', 'book 90 ask 110', 0.19, ['spread']],
    ['no bid', 'book 0 ask 100', 3, ['spread']],
    ['an ask below the bid', 'book 110 ask 90', 3, ['spread']],
    ['nothing', 'candle 100', 3, ['spread']],
  ])('has the spread that quotes tell where they tell it: %s', (_what, given, maxSpreadRatio, denials) => {
    const told = toldEngine({ risk: { maxSpreadRatio }, quoteMaxAgeMs: 60_000 });
    told.tell(`candle 100, ${given}`);
    expect(told.denials('candle 100 buy')).toEqual(denials);
  });

  it.each([
    [
      'slippage',
      { maxSlippageRatio: 0.01 },
      { takingCosts: { spreadBps: 0, slippageBps: 110, depthQuotePerBps: 0 } },
      'expectedSlippage',
    ],
    ['a fee', { maxFeeRatio: 0.001 }, { instruments: [{ ...BTC, takerFeeRate: decimal('0.0011') }] }, 'fee'],
  ])('denies %s above the limit', (_what, risk, options, code) => {
    expect(toldEngine({ risk, ...options }).denials('candle 100 buy')).toEqual([code]);
    expect(toldEngine({ risk }).denials('candle 100 buy')).toEqual([]);
  });

  // 1000 at 20 a basis point are 50 of them, on top of 10.
  it.each([
    { wish: 'buy', limit: 0.006, denials: [] },
    { wish: 'buy', limit: 0.0059, denials: ['expectedSlippage'] },
    { wish: 'buy size 960', limit: 0.0059, denials: [] },
    // A limit pays no more than itself, and one that rests loses nothing.
    { wish: 'buy limit 100.5', limit: 0.0051, denials: [] },
    { wish: 'buy limit 100.5', limit: 0.0049, denials: ['expectedSlippage'] },
    { wish: 'buy limit 100', limit: 0.0001, denials: [] },
    { wish: 'buy limit 99', limit: 0.0001, denials: [] },
    // Half a spread of 20 is no slippage: from an ask of 100.1 there are 40 to its limit.
    { wish: 'buy limit 100.5', spreadBps: 20, limit: 0.0041, denials: [] },
    { wish: 'buy limit 100.5', spreadBps: 20, limit: 0.0039, denials: ['expectedSlippage'] },
    { wish: 'buy', spreadBps: 20, limit: 0.006, denials: [] },
  ])(
    'denies slippage by the depth that the order would take: $wish under $limit',
    ({ wish, limit, spreadBps = 0, denials: expected }) => {
      const takingCosts = { spreadBps, slippageBps: 10, depthQuotePerBps: 20 };
      const told = toldEngine({ risk: { maxSlippageRatio: limit }, takingCosts });
      expect(told.denials(`candle 100 ${wish}`)).toEqual(expected);
    },
  );

  it('includes where the position would be stopped', () => {
    const risk = { minNotionalMargin: 1 };
    const options = { risk, size: { kind: 'fixedQuote', quote: 1.5 } } as const;
    expect(toldEngine(options).denials('candle 100 buy stop 80')).toEqual([]);
    expect(toldEngine(options).denials('candle 100 buy stop 60')).toEqual(['instrumentLimits']);
    expect(toldEngine({ ...options, exits: { stopLossRatio: 0.4 } }).denials('candle 100 buy')).toEqual([
      'instrumentLimits',
    ]);
  });
});
