/** An exit into a thin book: slices within a ceiling that widens with time, each told, until all is sold. */
import { NO_TAKING_COSTS, type TakingCosts } from '../../costs/taking-costs.ts';
import { describe, expect, it } from 'vitest';
import { notional } from '../../../domain/units.ts';
import { BTC, type ToldOptions, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
/** 2 of quote move the price by a hundredth of a percent: all of 10 at 95 would cost 4.75 %. */
const thin: ToldOptions = { exitSlices: { ceilingRatio: 0.01, stepMs: 5000 }, takingCosts: deep(2) };
const FIRST = ['warning exitSliced', 'submit sell 10 at 94.05 ioc protectiveExit: stop-loss'];

describe('an exit that the book cannot take within the ceiling', () => {
  it('takes what there is within it, and goes on with a wider one until all is sold', () => {
    const told = after(HELD, thin);
    expect(told.tell('quote 95')).toEqual(FIRST);
    expect(told.tell('fill 3 @ 94.05, expired').at(-1)).toMatch(/^arm #\d 7 stop 95/);
    expect(told.tell('timer 4999')).toEqual([]);
    // Of 7: 3.325 %, within 2 %.
    expect(told.tell('timer 1')).toEqual(['warning exitSliced', 'submit sell 7 at 93.1 ioc protectiveExit: stop-loss']);
    told.tell('fill 1 @ 93.1, expired');
    // Of 6: 2.85 %, which 3 % are enough for.
    expect(told.tell('timer 5000')).toEqual(['submit sell 6 protectiveExit: stop-loss']);
    expect(told.tell('fill @ 92')).toEqual(['disarm']);
  });

  it('is told at each step', () => {
    const told = after(HELD, thin);
    expect(told.notices('quote 95')).toEqual([
      'exitSliced: BTC/USDT: 10 BTC would cost 4.75 % in a thin book; selling within 1 % of 95, the rest in 5 s within 2 %',
    ]);
    expect(told.notices('fill 3 @ 94.05, expired, timer 5000')).toEqual([
      'exitSliced: BTC/USDT: 7 BTC would cost 3.33 % in a thin book; selling within 2 % of 95, the rest in 5 s within 3 %',
    ]);
  });

  it('is tried again at once where a slice sold nothing: the price has gone below it', () => {
    const told = after(`${HELD}, quote 95`, thin);
    expect(told.tell('expired, quote 94')).toContain('submit sell 10 at 93.06 ioc protectiveExit: stop-loss');
  });

  it('keeps the ceiling of its time when a slice sold nothing', () => {
    const told = after(`${HELD}, quote 95`, thin);
    expect(told.tell('expired, timer 3000')).toEqual(['warning exitSliced', FIRST[1]]);
  });

  it('goes up to the limit that the venue allows', () => {
    const instruments = [{ ...BTC, priceBandRatio: 0.01 }];
    expect(after(HELD, { ...thin, instruments }).tell('quote 95')).toEqual(FIRST);
  });

  it('waits for nothing after an order at market', () => {
    const told = after(`${HELD}, quote 95, fill 5 @ 94.05, expired, armed, timer 10000`, thin);
    expect(told.tell('fill 2 @ 92, expired, timer 0').at(-1)).toBe('submit sell 3 protectiveExit: stop-loss');
  });

  it.each([
    ['a strategy', 'candle 100 sell', 'signalExit: test exit'],
    ['an operator', 'operator close 0', 'operatorExit: operator: because'],
  ])('of %s leaves in slices, too', (_who, wish, exit) => {
    expect(after(HELD, thin).tell(wish)).toEqual(['warning exitSliced', `submit sell 10 at 99 ioc ${exit}`]);
  });

  it('does not wait for a slice of an earlier goal that was reached', () => {
    const told = after(`${HELD}, candle 100 sell 0.5, fill @ 99`, thin);
    expect(told.tell('operator close 0')[0]).toBe('warning exitSliced');
  });

  it('begins with the first ceiling for each goal, and keeps it while a goal tightens', () => {
    const told = after(`${HELD}, quote 95, fill 3 @ 94.05, expired, timer 3000`, thin);
    expect(told.tell('operator close 0')).toEqual([]);
    expect(told.tell('timer 2000')).toEqual([
      'warning exitSliced',
      'submit sell 7 at 93.1 ioc operatorExit: operator: because',
    ]);
  });

  it('survives a restart', () => {
    const told = after(`${HELD}, quote 95, fill 3 @ 94.05, expired, resume`, thin);
    expect(told.tell('timer 5000').at(-1)).toBe('submit sell 7 at 93.1 ioc protectiveExit: stop-loss');
  });
});

describe('an exit leaves whole', () => {
  const WHOLE = ['submit sell 10 protectiveExit: stop-loss'];

  it.each<[string, ToldOptions]>([
    ['without slices', {}],
    ['into a book that is deep enough', { exitSlices: { ceilingRatio: 0.01, stepMs: 5000 }, takingCosts: deep(9.5) }],
    [
      'within a ceiling that is wide enough',
      { exitSlices: { ceilingRatio: 0.0475, stepMs: 5000 }, takingCosts: deep(2) },
    ],
    ['when it would be too small at the limit', { ...thin, instruments: [{ ...BTC, minNotional: notional('945') }] }],
    ['where the venue refuses limits that far', { ...thin, instruments: [{ ...BTC, priceBandRatio: 0.005 }] }],
  ])('%s', (_what, options) => {
    expect(after(HELD, options).tell('quote 95')).toEqual(WHOLE);
  });

  it('once the ceiling would be all of the price', () => {
    const instruments = [{ ...BTC, minNotional: notional('0.01') }];
    const options = { instruments, exitSlices: { ceilingRatio: 0.5, stepMs: 5000 }, takingCosts: deep(0.05) };
    const told = after(`${HELD}, quote 95, fill 3 @ 47.5, expired, armed`, options);
    expect(told.tell('timer 5000')).toEqual(['submit sell 7 protectiveExit: stop-loss']);
  });

  it('counts the slippage that every order pays', () => {
    const options = { exitSlices: { ceilingRatio: 0.01, stepMs: 5000 }, takingCosts: deep(9.5) };
    expect(after(HELD, { ...options, takingCosts: { ...deep(9.5), slippageBps: 1 } }).tell('quote 95')).toEqual(FIRST);
  });

  it('after waiting so long that the ceiling is everything', () => {
    const told = after(`${HELD}, quote 95, unknown, timer 600000`, thin);
    expect(told.tell('absent')).toEqual(WHOLE);
  });
});

function deep(depthQuotePerBps: number): TakingCosts {
  return { ...NO_TAKING_COSTS, depthQuotePerBps };
}
