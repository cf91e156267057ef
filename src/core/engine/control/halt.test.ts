/** A halt: protective exits stop, everybody is told so, and the end of it protects at once. */
import { describe, expect, it } from 'vitest';
import { BTC, ETH, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const STOPPED = 'submit sell 10 protectiveExit: stop-loss';

describe('a halt', () => {
  it('is critical and names what it leaves unguarded', () => {
    const told = after(`candle 100 buy, candle 50 ETH buy, fill of c0-0, fill of c0-1`, {
      lanes: ['BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    expect(told.notices('operator halted')).toEqual([
      'tradingStateChanged: trading is halted: because (ann); stops and targets do not act, open positions are UNGUARDED: BTC/USDT, ETH/USDT',
    ]);
    expect(told.tell('operator halted key again')).toEqual(['critical tradingStateChanged']);
  });

  it('without a position says that as well', () => {
    const told = after('candle 100');
    expect(told.notices('operator halted')).toEqual([
      'tradingStateChanged: trading is halted: because (ann); stops and targets do not act, no position is open',
    ]);
  });

  it('is told again by a process that begins in it', () => {
    expect(after(`${HELD}, operator halted`).notices('resume')).toEqual([
      'tradingStateChanged: trading is still halted; stops and targets do not act, open positions are UNGUARDED: BTC/USDT',
    ]);
    expect(after(`${HELD}, operator reducing`).notices('resume')).toEqual([]);
  });

  it('tells of a position that an order from before opens', () => {
    const told = after('candle 100 buy, operator halted');
    expect(told.notices('fill 4')).toEqual([
      'positionUnguarded: BTC/USDT: a position was opened by an order from before; trading is halted, it is UNGUARDED',
    ]);
    expect(told.notices('fill 6')).toEqual([]);
  });

  it('sells nothing at a level, and says so once for the same levels', () => {
    const told = after(`${HELD}, operator halted`);
    expect(told.hear('quote 95')).toEqual(['critical exitDenied', 'denied tradingState', 'decided sell, order -']);
    expect(told.tell('quote 90, candle 80, timer 60000, quote 70, late 60')).toEqual([]);
    expect(told.now('position')).toBe(10);
  });

  it('says so anew when a level has moved', () => {
    const told = after(`${HELD}, operator halted, quote 90`, {
      exits: { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } },
    });
    expect(told.tell('candle 120')).toEqual(['arm #2 10 stop 108 target -']);
    expect(told.tell('quote 107, quote 106')).toEqual(['critical exitDenied']);
  });

  it('sells nothing that has no live levels', () => {
    expect(after('candle 100 buy, fill, operator halted').tell('timer 60000, candle 100')).toEqual([]);
  });

  it('cancels no exit that is at work, and books it', () => {
    const told = after(`${HELD}, quote 95, accept`);
    expect(told.tell('operator halted')).toEqual(['critical tradingStateChanged']);
    expect(told.tell('fill')).toEqual(['disarm']);
  });

  it('lets an operator’s exit be tried until it is done', () => {
    const told = after(`${HELD}, operator close 0, operator halted, reject`);
    expect(told.tell('timer 0')).toEqual(['submit sell 10 operatorExit: operator: because']);
  });
});

describe('the end of a halt', () => {
  it.each(['active', 'reducing'])('to %s arms levels anew, and the next price beyond one fires it', (state) => {
    const told = after(`${HELD}, operator halted, quote 94`);
    expect(told.tell(`operator ${state}`)).toEqual(['warning tradingStateChanged', 'arm #2 10 stop 95 target -']);
    expect(told.tell('quote 94')).toEqual([STOPPED]);
  });

  it('does not sell at a price that has come back', () => {
    const told = after(`${HELD}, operator halted, quote 94, operator active, armed`);
    expect(told.tell('quote 96, candle 97, timer 60000')).toEqual([]);
  });

  it('tries at once what was to be left before it', () => {
    const told = after(`${HELD}, quote 95, reject, operator halted, timer 0`);
    expect(told.tell('operator active')).toEqual(['warning tradingStateChanged', STOPPED]);
  });

  it('arms what a part that is still to be sold leaves', () => {
    const told = after(`${HELD}, candle 100 sell 0.5, reject, operator halted`);
    expect(told.tell('operator active')).toEqual([
      'warning tradingStateChanged',
      'arm #2 10 stop 95 target -',
      'submit sell 5 signalExit: test exit',
    ]);
  });

  it('forgets what a strategy wished before it', () => {
    const told = after(`${HELD}, candle 100 sell, reject, operator halted, timer 0`);
    expect(told.tell('operator active, armed, timer 60000, candle 100')).toEqual([
      'warning tradingStateChanged',
      'arm #2 10 stop 95 target -',
    ]);
  });

  it('gives levels as long to be live as a new position has', () => {
    const told = after('candle 100 buy, fill, armFailed, operator halted, timer 60000, operator active');
    expect(told.tell('timer 10000')).toEqual([]);
    expect(told.tell('timer 1')).toContain('submit sell 10 protectiveExit: naked');
  });

  it('arms the highest trailing stop there was a close for', () => {
    const told = after(`${HELD}, operator halted, candle 120, candle 110`, {
      exits: { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } },
    });
    expect(told.tell('operator active').at(-1)).toBe('arm #3 10 stop 108 target -');
  });

  it('is not what other changes are: levels stay as they are', () => {
    const told = after(HELD);
    expect(told.tell('operator reducing key a, operator active key b, operator halted key c')).toEqual([
      'warning tradingStateChanged',
      'warning tradingStateChanged',
      'critical tradingStateChanged',
    ]);
  });
});
