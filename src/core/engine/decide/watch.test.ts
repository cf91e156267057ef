import { describe, expect, it } from 'vitest';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const both = { exits: { stopLossRatio: 0.05, takeProfitRatio: 0.1 } };

describe('a position', () => {
  it('without a live exit is sold after ten seconds, and told how long it was without', () => {
    expect(after('candle 100 buy, fill, armFailed').notices('timer 600000')).toContain(
      'positionNaked: BTC/USDT: no live exit for 600 s, selling at market',
    );
  });

  it('that is to be left in part has its levels moved all the same', () => {
    const exits = { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } };
    const told = after(`${HELD}, candle 100 sell 0.5, reject`, { exits });
    expect(told.tell('candle 120')).toEqual(['submit sell 5 signalExit: test exit', 'arm #2 10 stop 108 target -']);
  });
});

describe('a quote', () => {
  it.each([
    ['above the stop', 95.01, []],
    ['at the stop', 95, ['submit sell 10 protectiveExit: stop-loss']],
    ['below the stop', 50, ['submit sell 10 protectiveExit: stop-loss']],
    ['below the target', 109.99, []],
    ['at the target', 110, ['submit sell 10 protectiveExit: take-profit']],
    ['above the target', 200, ['submit sell 10 protectiveExit: take-profit']],
  ])('%s', (_where, bid, commands) => {
    expect(after(HELD, both).tell(`quote ${bid}`)).toEqual(commands);
  });

  it.each([
    ['stop', 'quote 95 ask 120', 'stop-loss'],
    ['target', 'quote 110 ask 120', 'take-profit'],
  ])('is judged by its bid: %s', (_level, quote, rule) => {
    const told = after(HELD, both);
    expect(told.tell('quote 96 ask 200')).toEqual([]);
    expect(told.tell(quote)).toEqual([`submit sell 10 protectiveExit: ${rule}`]);
  });

  it('at a level that is stop and target is the stop’s', () => {
    // Filled far above, so that the configured stop is above the strategy's target.
    const told = after('candle 100 buy target 101, fill @ 200, armed');
    expect(told.tell('quote 150')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
  });

  it.each([
    ['nothing is held', 'candle 100'],
    ['an entry rests', 'candle 100 buy limit 90, accept'],
    ['the exit is under way', `${HELD}, quote 95`],
    ['the position was left', `${HELD}, quote 95, fill`],
    ['there are no levels', `candle 100 buy, fill, armed`, {}],
  ])('leads to nothing while %s', (_what, given, exits = both.exits) => {
    expect(after(given, { exits }).tell('quote 50, quote 500')).toEqual([]);
  });

  it.each([
    ['not acknowledged', 'candle 100 buy, fill'],
    ['that failed', 'candle 100 buy, fill, armFailed'],
    ['of a part', 'candle 100 buy, fill 10'],
  ])('triggers levels %s as well', (_what, given) => {
    expect(after(given, both).tell('quote 95')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
  });

  it('triggers an exit that failed again at once', () => {
    expect(after(`${HELD}, quote 95, reject`).tell('quote 95')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
  });

  it('triggers every lane of its instrument, and no other’s', () => {
    const told = after('candle 100 buy / buy, candle 100 ETH buy, fill of c0-0, fill of c0-1, fill of c0-2', {
      lanes: ['BTC/USDT', 'BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    expect(told.tell('quote 95')).toEqual([
      'submit sell 10 protectiveExit: stop-loss',
      'lane 1: submit sell 10 protectiveExit: stop-loss',
    ]);
    expect(told.tell('quote 95 ETH')).toEqual(['lane 2: submit sell 10 protectiveExit: stop-loss']);
  });

  it('is what the spread is measured by, until the next one', () => {
    const told = toldEngine({ risk: { maxSpreadRatio: 0.01 }, quoteMaxAgeMs: 60_000 });
    expect(told.denials('quote 100 ask 101, candle 100 buy, reject')).toEqual([]);
    expect(told.denials('quote 100 ask 101.1, candle 100 buy')).toEqual(['spread']);
    expect(told.denials('quote 100 ask 100.5, candle 100 buy')).toEqual([]);
  });

  it('that should tell the spread and does not, or no longer, lets nothing enter', () => {
    const told = toldEngine({ risk: { maxSpreadRatio: 0.01 }, quoteMaxAgeMs: 60_000 });
    expect(told.denials('candle 100 buy')).toEqual(['spread']);
    expect(told.denials('quote 100 ask 99, candle 100 buy')).toEqual(['spread']);
    expect(told.denials('quote 100 ask 100.5, candle 100, candle 100 buy')).toEqual(['spread']);
    expect(told.denials('quote 100 ask 100.5, candle 100 buy')).toEqual([]);
  });

  it('says nothing about a spread that is reckoned with instead', () => {
    const others = { slippageBps: 0, depthQuotePerBps: 0 };
    const risk = { maxSpreadRatio: 0.01 };
    const given = 'quote 100 ask 110, candle 100 buy, reject';
    expect(toldEngine({ risk, takingCosts: { ...others, spreadBps: 100 } }).denials(given)).toEqual([]);
    expect(toldEngine({ risk, takingCosts: { ...others, spreadBps: 101 } }).denials(given)).toEqual(['spread']);
  });

  it('does not move the price that entries are sized at', () => {
    expect(after('candle 100, quote 50').tell('candle 100 buy')).toEqual(['submit buy 10 entry']);
  });

  it('of an instrument that is not the run’s breaks an invariant', () => {
    const told = toldEngine();
    expect(() => told.apply({ type: 'quoteSeen', instrument: 7, bid: 1, ask: 1 })).toThrow(
      /instrument 7 must be one of the run's 1/,
    );
  });
});

describe('the rule a level comes from is the reason of the exit', () => {
  it.each([
    ['stop-loss', { stopLossRatio: 0.05 }, HELD, 'quote 95'],
    ['take-profit', { takeProfitRatio: 0.1 }, HELD, 'quote 110'],
    ['strategy-levels', { stopLossRatio: 0.05 }, 'candle 100 buy stop 96, fill, armed', 'quote 96'],
    ['trailing-stop', { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } }, `${HELD}, candle 120`, 'quote 108'],
    ['break-even', { breakEven: { activationRatio: 0.1, offsetRatio: 0 } }, `${HELD}, candle 120`, 'quote 100'],
    [
      'strategy-levels',
      { stopLossRatio: 0.05, takeProfitRatio: 0.1 },
      'candle 100 buy target 104, fill, armed',
      'quote 104',
    ],
  ])('%s', (rule, exits, given, quote) => {
    expect(after(given, { exits }).tell(quote)).toEqual([`submit sell 10 protectiveExit: ${rule}`]);
  });
});
