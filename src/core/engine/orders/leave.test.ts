import { describe, expect, it } from 'vitest';
import { notional, quantity } from '../../../domain/index.ts';
import { BTC, type ToldOptions, after, toldEngine } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';

function holding(options: ToldOptions = {}, given = HELD) {
  return after(given, options);
}

/** Held less than bought: the fee was half a step of coins. */
function coinFee(steps: string) {
  return after(`candle 100 buy, fill fee 0.00005 BTC, armed${steps}`);
}

describe('a wish to leave sells', () => {
  it.each([
    ['all of the position', 'sell', ['submit sell 10 signalExit: test exit']],
    ['all of it for a share of one', 'sell 1', ['submit sell 10 signalExit: test exit']],
    ['half of it', 'sell 0.5', ['submit sell 5 signalExit: test exit']],
    ['a share rounded down to the step', 'sell 0.333333', ['submit sell 3.3333 signalExit: test exit']],
    ['nothing when the share is too small to sell', 'sell 0.000001', []],
  ])('%s', (_what, wish, then) => {
    expect(holding().tell(`candle 100 ${wish}`)).toEqual(then);
  });

  it('what was filled of the entry, and cancels the rest of it', () => {
    expect(holding({}, 'candle 100 buy, fill 4, armed').tell('candle 100 sell')).toEqual([
      'cancel c0-0',
      'submit sell 4 signalExit: test exit',
    ]);
  });

  it('nothing while nothing is held', () => {
    expect(toldEngine().tell('candle 100 sell')).toEqual([]);
  });

  it('nothing while an exit is working', () => {
    expect(holding({}, `${HELD}, candle 100 sell`).tell('candle 100 sell, quote 90, operator close all')).toEqual([]);
  });

  it('at market, for as long as it takes to name why', () => {
    const told = holding();
    told.tell('candle 100 sell');
    expect(told.submitted.get('c0-1')).toStrictEqual({
      clientOrderId: 'c0-1',
      instrument: 0,
      side: 'sell',
      type: 'market',
      timeInForce: 'ioc',
      quantity: quantity('10'),
      purpose: 'signalExit',
      lane: 0,
      decisionId: told.explain().id,
      reason: 'test exit',
    });
  });

  it('of its own lane only', () => {
    const told = holding({ lanes: ['BTC/USDT', 'BTC/USDT'] }, 'candle 100 buy / buy size 500');
    told.tell('fill of c0-0, fill of c0-1, armed, armed lane 1');
    expect(told.tell('candle 100 - / sell')).toEqual(['lane 1: submit sell 5 signalExit: test exit']);
  });
});

describe('every way to leave cancels the entry that is still working', () => {
  const given = 'candle 100 buy, fill 4, armed';
  const exits = { stopLossRatio: 0.05, takeProfitRatio: 0.05, timeStop: { maxCandles: 1 } };

  it.each([
    ['a stop', 'quote 95', 'protectiveExit: stop-loss'],
    ['a target', 'quote 105', 'protectiveExit: take-profit'],
    ['a rule that leaves at once', 'candle 100', 'protectiveExit: time-stop'],
    ['an operator', 'operator close 0', 'operatorExit: operator: because'],
    ['a naked position', 'armFailed, timer 10001', 'protectiveExit: naked'],
  ])('%s', (_who, step, exit) => {
    const lines = holding({ exits }, given).tell(step);
    expect(lines).toContain('cancel c0-0');
    expect(lines).toContain(`submit sell 4 ${exit}`);
    expect(lines.indexOf('cancel c0-0')).toBeLessThan(lines.indexOf(`submit sell 4 ${exit}`));
  });

  it('a strategy that takes back what nothing was filled of', () => {
    expect(holding({}, 'candle 100 buy limit 90, accept').tell('candle 100 sell')).toEqual(['cancel c0-0']);
  });
});

describe('an exit that is denied', () => {
  const wishes = {
    signalExit: 'candle 100 sell',
    protectiveExit: 'quote 95',
    operatorExit: 'operator close 0',
  } as const;

  const cases = (
    [
      ['status trading', true, true, true],
      ['status halted', false, false, false],
      ['operator reducing', true, true, true],
      ['operator halted', false, false, true],
      ['storage off', true, true, true],
      ['timer 0 drift 99999', true, true, true],
    ] as const
  ).flatMap(([given, ...passes]) =>
    Object.entries(wishes).map(([purpose, wish], at) => ({ given, purpose, wish, passes: passes[at] })),
  );

  it.each(cases)('$purpose under "$given": passes is $passes', ({ given, wish, passes }) => {
    const told = holding({ risk: { maxClockDriftMs: 1, maxOrdersPerHour: 1, maxPositions: 1, maxSpreadRatio: 0.1 } });
    told.tell(given);
    const lines = told.tell(wish);
    expect(lines.some((line) => line.startsWith('submit sell 10'))).toBe(passes);
    expect(lines.includes('critical exitDenied')).toBe(!passes);
  });

  it.each([
    ['a stop', 'quote 95', 'protectiveExit: stop-loss'],
    ['an operator’s wish', 'operator close 0', 'operatorExit: operator: because'],
    ['a naked position', 'armFailed, timer 10001', 'protectiveExit: naked'],
  ])('is not forgotten: %s is tried again with the next tick and the next candle', (_who, step, exit) => {
    for (const next of ['timer 1', 'candle 100']) {
      const told = holding({}, `${HELD}, status halted`);
      expect(told.tell(step)).toContain('critical exitDenied');
      expect(told.tell('timer 1')).toContain('critical exitDenied');
      told.tell('status trading');
      expect(told.tell(next)).toEqual([`submit sell 10 ${exit}`]);
    }
  });

  it('by a strategy is forgotten: it may ask again by itself', () => {
    const told = holding({}, `${HELD}, status halted`);
    expect(told.tell('candle 100 sell')).toEqual(['critical exitDenied']);
    expect(told.tell('status trading, timer 1, candle 100')).toEqual([]);
    expect(told.tell('candle 100 sell')).toEqual(['submit sell 10 signalExit: test exit']);
  });

  it('says why, and is a decision', () => {
    const told = holding({}, `${HELD}, status halted`);
    expect(told.notices('quote 95')).toEqual(['exitDenied: BTC/USDT: BTC/USDT is halted at simulated, not trading']);
    expect(told.hear('quote 95')).toEqual(['critical exitDenied', 'denied instrumentStatus', 'decided sell, order -']);
    expect(told.explain().action).toBe('sell');
    expect(told.explain().reason).toBe('stop-loss');
  });

  it('by a stop under a halt is judged at the price of the stop, on the tick or not', () => {
    const told = holding({ instruments: [{ ...BTC, minNotional: notional('100') }] }, `${HELD}, operator halted`);
    expect(told.denials('quote 94.995')).toEqual(['tradingState']);
    const low = holding({ instruments: [{ ...BTC, minNotional: notional('100') }] }, `${HELD}, operator halted`);
    expect(low.denials('quote 9.9')).toEqual(['tradingState instrumentLimits']);
  });

  it('is not an exit at a price between ticks', () => {
    expect(holding().tell('quote 94.995')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
  });

  it('leaves the levels as they are', () => {
    const told = holding({}, `${HELD}, status halted, quote 95`);
    expect([told.now('guard'), told.now('stopPrice')]).toEqual(['protected', 95]);
  });
});

describe('what cannot be sold', () => {
  const fussy = { ...BTC, minNotional: notional('100') };

  it('is booked as dust when the whole position is worth too little at the price it would be sold at', () => {
    const told = holding({ instruments: [fussy] });
    expect(told.tell('quote 9.9')).toEqual(['info dustBooked', 'disarm']);
    expect(told.now('position')).toBe(0);
  });

  it('is booked as dust when a share is all of it that could be sold, and that is worth too little', () => {
    const told = after('candle 100 buy, fill fee 0.00005 BTC, armed', { instruments: [fussy] });
    expect(told.tell('candle 9.9 sell 0.999999')).toEqual(['info dustBooked', 'disarm']);
  });

  it('is a share that is below the step, rounded down at the last decimal', () => {
    const told = after('candle 100000 buy size 30, fill, armed');
    expect(told.now('position')).toBe(0.0003);
    expect(told.denials('candle 100000 sell 0.3333333333333333')).toEqual(['instrumentLimits']);
  });

  it('goes along with a share of one', () => {
    const told = coinFee(', candle 100 sell 1');
    expect(told.tell('fill')).toEqual(['info dustBooked', 'disarm']);
  });

  it('stays where it is when only the share is worth too little', () => {
    const told = holding({ instruments: [fussy] });
    expect(told.tell('candle 100 sell 0.05')).toEqual([]);
    expect(told.now('position')).toBe(10);
  });

  it('is what is left of a sold position below the step', () => {
    const told = coinFee('');
    expect(told.now('position')).toBe(9.99995);
    expect(told.tell('candle 100 sell')).toEqual(['submit sell 9.9999 signalExit: test exit']);
    expect(told.tell('fill')).toEqual(['info dustBooked', 'disarm']);
    expect(told.now('position')).toBe(0);
  });

  it('says how much', () => {
    expect(coinFee(', candle 100 sell').notices('fill')).toEqual([
      'dustBooked: BTC/USDT: 0.00005 BTC is too small to sell',
    ]);
  });

  it('goes along with the next whole exit', () => {
    const told = coinFee(', candle 100 sell, fill, candle 100 buy, fill fee 0.00005 BTC, armed');
    expect(told.tell('candle 100 sell')).toEqual(['submit sell 10 signalExit: test exit']);
    expect(told.tell('fill')).toEqual(['disarm']);
  });

  it('does not go along with a part', () => {
    const told = coinFee(', candle 100 sell, fill, candle 100 buy, fill fee 0.00005 BTC, armed');
    expect(told.tell('candle 100 sell 0.5')).toEqual(['submit sell 4.9999 signalExit: test exit']);
    expect(told.tell('fill')).toEqual(['arm #3 5.00005 stop 95 target -']);
  });
});
