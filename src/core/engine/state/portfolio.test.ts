import { describe, expect, it } from 'vitest';
import type { RiskSettings } from '../../risk/index.ts';
import { InstrumentMarket } from '../series/instrument-market.ts';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';
import { Portfolio } from './portfolio.ts';

const HELD = 'candle 100 buy, fill, armed';

describe('equity', () => {
  it.each([
    ['what the run began with', '', 10_000],
    ['no more and no less for an entry at the close', 'candle 100 buy, fill', 10_000],
    ['marked at the last close when a fill was cheaper', 'candle 100 buy, fill @ 90', 10_100],
    ['less by the fee', 'candle 100 buy, fill fee 5', 9995],
    ['less by a fee in coins', 'candle 100 buy, fill fee 0.1 BTC', 9990],
    ['marked with every close', `${HELD}, candle 110`, 10_100],
    ['not marked with quotes', `${HELD}, quote 96`, 10_000],
    ['marked with history', `${HELD}, backfill 120`, 10_200],
    ['what an exit has brought', `${HELD}, candle 110 sell, fill @ 108`, 10_080],
    ['with dust', 'candle 100 buy, fill fee 0.00005 BTC, armed, candle 100 sell, fill, candle 200', 9999.995 + 0.005],
    ['not moved by a candle that comes late', `${HELD}, candle 110, late 50`, 10_100],
  ])('is %s', (_what, given, equity) => {
    const told = given === '' ? toldEngine() : after(given, { exits: {} });
    expect(told.now('equity')).toBeCloseTo(equity, 9);
  });

  it('is that of every instrument', () => {
    const told = after('candle 100 buy, candle 50 ETH buy, fill of c0-0, fill of c0-1, armed, armed lane 1', {
      lanes: ['BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    told.tell('candle 110, candle 60 ETH');
    expect(told.now('equity')).toBe(10_000 + 100 + 200);
  });
});

/** The peak that a fall to almost nothing is measured from. */
function peakOf(given: string): string | undefined {
  const size = { kind: 'fixedQuote', quote: 10_000 } as const;
  const told = after(given, { exits: {}, risk: { maxDrawdownRatio: 0.5 }, size });
  const [notice = ''] = told.notices('candle 1');
  return /from the equity peak (\d+)/.exec(notice)?.[1];
}

describe('the peak', () => {
  it.each([
    ['the start', HELD, '10000'],
    ['the highest close', `${HELD}, candle 150, candle 120`, '15000'],
    ['not the highest high', `${HELD}, candle 100 high 150`, '10000'],
    ['not what history has shown', `${HELD}, backfill 150, candle 110`, '11000'],
  ])('is %s', (_what, given, peak) => {
    expect(peakOf(given)).toBe(peak);
  });
});

describe('the day', () => {
  /** Held at 100 since 23:57, ten coins; the candle that closes at midnight is the last of the day before. */
  const evening = { startMs: Date.UTC(2024, 0, 1, 23, 56), exits: {}, maxEntries: 99 };
  const before = 'candle 100 buy, fill, armed, candle 100, candle 100';
  const lossOf = (steps: string, given = before) => {
    const told = after(given, { ...evening, risk: { dailyLossLimitQuote: 0.001 } });
    told.tell(steps);
    const message = told.explain().explain.blocks[0]?.message ?? '';
    return Number(/^lost ([\d.]+) USDT/.exec(message)?.[1] ?? 0);
  };

  it.each([
    ['the day before', 'candle 90 buy', 'candle 100 buy, fill, armed', 100],
    ['nothing of the candle that closes at midnight', 'candle 90 buy', before, 0],
    [
      'nothing of what the day before has lost',
      'candle 90 buy',
      'candle 100 buy, fill, armed, candle 100, candle 90',
      0,
    ],
    ['what more candles lose', 'candle 90, candle 90, candle 88 buy', before, 20],
    ['the gap over a midnight without a candle', 'gap 1, candle 90 buy', before, 100],
    ['a loss within the day', 'candle 100, candle 95 buy', before, 50],
    ['a gap over days without candles', 'gap 3000, candle 80 buy', before, 200],
    ['what was won before midnight as the day’s first equity', 'candle 110, candle 105 buy', before, 50],
    [
      'a gap over midnight from what was won before it',
      'gap 5, candle 90 buy',
      'candle 100 buy, fill, armed, candle 110',
      200,
    ],
    ['nothing when the day is a winning one', 'candle 100, candle 110, candle 105 buy', before, 0],
  ])('counts %s', (_what, steps, given, loss) => {
    expect(lossOf(steps, given)).toBe(loss);
  });

  it('begins anew with every day', () => {
    const told = after(`${before}, candle 100`, { ...evening, risk: { dailyLossLimitQuote: 50 } });
    expect(told.denials('candle 94 buy')).toEqual(['dailyLoss']);
    for (let minute = 1; minute < 24 * 60; minute += 1) told.tell('candle 94');
    expect(told.denials('candle 94 buy')).toEqual([]);
    told.tell('reject');
    expect(told.denials('candle 89 buy')).toEqual(['dailyLoss']);
  });

  it('of several instruments begins with the first candle of any', () => {
    const told = after('candle 100 buy, candle 50 ETH buy, fill of c0-0, fill of c0-1, armed, armed lane 1', {
      ...evening,
      risk: { dailyLossLimitQuote: 300 },
      lanes: ['BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    told.tell('candle 100, candle 50 ETH, candle 100, candle 50 ETH, candle 100, candle 50 ETH');
    expect(told.denials('candle 90, candle 40 ETH buy')).toEqual(['dailyLoss']);
    expect(told.explain(1).explain.blocks[0]?.message).toContain('lost 300 USDT');
  });
});

function minutes(count: number): string {
  return Array.from({ length: count }, () => 'candle 100').join(', ');
}

function deniedAfter(steps: string, risk: RiskSettings): readonly string[] {
  return after(steps, { risk }).denials('candle 100 buy');
}

describe('orders that were sent', () => {
  it.each([
    ['two within the minute', 'candle 100 buy size 900, reject, candle 100 buy size 800, reject', ['ordersPerMinute']],
    [
      'one within the minute, one a minute ago',
      'candle 100 buy size 900, reject, candle 100, candle 100 buy size 800, reject',
      [],
    ],
  ])('count against the minute: %s', (_what, steps, denials) => {
    const told = after(steps, { intervalMs: 20_000, risk: { maxOrdersPerMinute: 2 } });
    expect(told.denials('candle 100 buy')).toEqual(denials);
  });

  it.each([
    ['59 minutes ago', `candle 100 buy, reject, ${minutes(58)}`, ['ordersPerHour']],
    ['an hour ago', `candle 100 buy, reject, ${minutes(59)}`, []],
  ])('count against the hour: %s', (_when, steps, denials) => {
    expect(deniedAfter(steps, { maxOrdersPerHour: 1 })).toEqual(denials);
  });

  it('count while they are younger than an hour, whatever left the count before them', () => {
    const steps = `candle 100 buy, reject, ${minutes(29)}, candle 100 buy, reject, ${minutes(30)}, candle 100 buy, reject`;
    expect(deniedAfter(steps, { maxOrdersPerHour: 2 })).toEqual(['ordersPerHour']);
    expect(deniedAfter(steps, { maxOrdersPerHour: 3 })).toEqual([]);
  });
});

describe('an instrument', () => {
  it('that has no candle yet takes nothing from the account', () => {
    const told = after('candle 100 buy, fill, armed, candle 110', {
      lanes: ['BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    expect(told.now('equity')).toBe(10_100);
    expect(told.engine.view.portfolio.peakEquity).toBe(10_100);
  });

  it('is worth the same in whatever order instruments are listed', () => {
    const bases = ['BTC', 'ETH', 'SOL'];
    const listed = [bases, ['BTC', 'SOL', 'ETH'], ['ETH', 'BTC', 'SOL'], ['ETH', 'SOL', 'BTC'], ['SOL', 'BTC', 'ETH']];
    // Doubles that are added in another order may come to another sum.
    const worth: Readonly<Record<string, readonly [number, number]>> = {
      BTC: [0.1, 1],
      ETH: [0.2, 1],
      SOL: [0.3, 1],
    };
    const equities = [...listed, bases.toReversed()].map((order) => {
      const instruments = order.map((base, id) => ({ ...BTC, id, base, symbol: `${base}/USDT` }));
      const markets = instruments.map((instrument) => new InstrumentMarket(instrument, 60_000));
      const portfolio = new Portfolio(instruments, 0);
      for (const [instrument, base] of order.entries()) {
        const [held, close] = worth[base] ?? [0, 0];
        markets[instrument]?.update({ openTimeMs: 0, open: close, high: close, low: close, close, volume: 1 });
        portfolio.account({ cash: 0, instrument, base: held });
      }
      portfolio.revalue(markets);
      return portfolio.equity;
    });
    expect(new Set(equities)).toEqual(new Set([0.1 + 0.2 + 0.3]));
  });

  it('has no time of its last exit before there was one', () => {
    expect(new Portfolio([BTC], 100).lastExitMsOf(0)).toBeNaN();
  });
});

describe('a run', () => {
  it('has begun with the first candle that is no history', () => {
    const told = toldEngine();
    const { portfolio } = told.engine.view;
    told.tell('backfill 100, quote 101');
    expect(portfolio.hasBegun).toBe(false);
    told.tell('candle 100');
    expect(portfolio.hasBegun).toBe(true);
  });

  it('that begins with the candle that closes at midnight counts the day from there', () => {
    const told = after('candle 100 buy, fill @ 101', { startMs: Date.UTC(2024, 0, 1, 23, 59), exits: {} });
    expect(told.engine.view.portfolio).toMatchObject({ equity: 9990, dayStartEquity: 10_000, dayStartScaled: 10_000 });
  });
});

describe('an account', () => {
  it('that was told nothing has what it began with', () => {
    expect(toldEngine().engine.view.portfolio).toMatchObject({
      cash: 10_000,
      equity: 10_000,
      peakEquity: 10_000,
      startEquity: 10_000,
      dayStartEquity: 10_000,
      dayStartScaled: 10_000,
      netFlow: 0,
    });
  });

  it('from which everything was taken begins with what is paid in next, and has won or lost what it did', () => {
    const told = after(`${HELD}, candle 90 sell, fill @ 90, operator move -9900`, { exits: {} });
    const { portfolio } = told.engine.view;
    const empty = { equity: 0, peakEquity: 0, dayStartEquity: 0, dayStartScaled: 0, netFlow: -9900 };
    expect(portfolio).toMatchObject(empty);
    expect([portfolio.returnRatioAt(0), portfolio.returnRatioAt(50)]).toEqual([0, 0]);
    told.tell('operator move 400 key a, operator move 100 key b');
    const filled = { equity: 500, peakEquity: 500, dayStartEquity: 500, dayStartScaled: 500, netFlow: -9400 };
    expect(portfolio).toMatchObject(filled);
    expect(portfolio.returnRatioAt(500)).toBeCloseTo(-0.01, 12);
    expect(portfolio.returnRatioAt(550)).toBeCloseTo(0.99 * 1.1 - 1, 12);
  });

  it('from which everything was taken in parts is empty, without a remainder of the sum', () => {
    // As doubles, 1.1 less 0.4 less 0.7 leaves something.
    const told = after('operator move -9998.9, operator move -0.4, operator move -0.7, candle 100', { exits: {} });
    expect(told.engine.view.portfolio).toMatchObject({ cash: 0, equity: 0, peakEquity: 0 });
  });

  it('that lost and was emptied in parts begins anew with what is paid in', () => {
    const told = after(`${HELD}, candle 50 sell, fill @ 50, operator move -9498.9 key a`, { exits: {} });
    told.tell('operator move -0.4 key b, operator move -0.7 key c, operator move 500 key d');
    const { portfolio } = told.engine.view;
    expect(portfolio).toMatchObject({ equity: 500, peakEquity: 500, dayStartEquity: 500, dayStartScaled: 500 });
    expect(portfolio.returnRatioAt(500)).toBeCloseTo(-0.05, 12);
  });
});
