import { describe, expect, it } from 'vitest';
import { after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const two = { lanes: ['BTC/USDT', 'BTC/USDT'] };

describe('a run that was resumed', () => {
  it.each([
    ['nothing', 'candle 100', ['disarm']],
    ['an entry without an answer', 'candle 100 buy', ['look up c0-0', 'disarm']],
    ['an unknown one', 'candle 100 buy, unknown', ['look up c0-0', 'disarm']],
    ['an open one, which may have filled', 'candle 100 buy limit 90, accept', ['look up c0-0', 'disarm']],
    ['one that was filled in part', 'candle 100 buy, fill 4', ['look up c0-0', 'arm #1000002 4 stop 95 target -']],
    ['a position', HELD, ['arm #1000002 10 stop 95 target -']],
    ['a position that is leaving', `${HELD}, candle 100 sell`, ['look up c0-1', 'arm #1000002 10 stop 95 target -']],
    ['an order that has ended', 'candle 100 buy, canceled', ['disarm']],
    [
      'a cancel without an answer',
      'candle 100 buy limit 90, accept, operator cancel c0-0',
      ['look up c0-0', 'cancel c0-0', 'disarm'],
    ],
    ['a cancel that was answered', 'candle 100 buy limit 90, accept, operator cancel c0-0, canceled', ['disarm']],
  ])('with %s asks for it', (_what, given, commands) => {
    expect(after(given).tell('resume')).toEqual(commands);
  });

  it('tells of an order that is unknown from here on, and of no other', () => {
    expect(after('candle 100 buy').hear('resume')).toContain('order c0-0 unknown');
    expect(after('candle 100 buy limit 90, accept').hear('resume')).toEqual([]);
  });

  it('asks for every order and every lane', () => {
    const told = after('candle 100 buy / buy, fill of c0-0, armed', two);
    expect(told.tell('resume')).toEqual(['look up c0-1', 'arm #1000002 10 stop 95 target -', 'lane 1: disarm']);
  });

  it('sends nothing again', () => {
    const told = after('candle 100 buy, resume');
    expect(told.tell('resume, timer 60000')).not.toContain('submit buy 10 entry');
  });

  it.each([
    ['a submitted order for unknown', 'candle 100 buy', ['unknownOrder']],
    ['an unknown one for unknown', 'candle 100 buy, unknown', ['unknownOrder']],
    ['an open one for open', 'candle 100 buy limit 90, accept', []],
    ['one that was filled in part for that', 'candle 100 buy, fill 4, armed', []],
  ])('takes %s', (_what, given, denials) => {
    const told = after(`${given}, resume, armed`, two);
    expect(told.denials('candle 100 - / buy')).toEqual(denials);
  });

  it('goes on looking for an order without an answer, from the shortest wait on', () => {
    const told = after('candle 100 buy, unknown, timer 500, timer 1000, timer 2000, resume');
    expect(told.tell('timer 499')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['look up c0-0']);
    expect(told.tell('timer 999')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['look up c0-0']);
  });

  it('does not go on looking for one that is open', () => {
    expect(after('candle 100 buy limit 90, accept, resume').tell('timer 60000')).toEqual([]);
  });

  it('takes no level for live before it is acknowledged anew', () => {
    const told = after(`${HELD}, resume, armed #1`);
    expect(told.now('guard')).toBe('beingReplaced');
    expect(told.tell('armed #2')).toEqual([]);
    expect(told.now('guard')).toBe('beingReplaced');
    told.tell('armed #1000002');
    expect(told.now('guard')).toBe('protected');
  });

  it('uses no number of levels that the last process may have used', () => {
    const told = after('candle 100, resume, candle 100 buy');
    expect(told.tell('fill')).toEqual(['arm #1000001 10 stop 95 target -']);
    expect(told.tell('resume')).toEqual(['arm #2000002 10 stop 95 target -']);
  });

  it('keeps a stop that has trailed', () => {
    const told = after('candle 100 buy, fill, armed, candle 120, armed, candle 115', {
      exits: { trailingStop: { distanceRatio: 0.1, activationRatio: 0 } },
    });
    expect(told.tell('resume')).toEqual(['arm #1000003 10 stop 108 target -']);
  });

  it('lets a stop breathe that follows the ATR, as if nothing had been', () => {
    const calm = Array.from({ length: 20 }, () => 'candle 100 high 101 low 99').join(', ');
    const exits = { atrStop: { multiple: 2, isTrailing: false } };
    const told = after(`${calm}, candle 100 high 101 low 99 buy, accept, fill, armed`, { exits });
    const stop = () => told.engine.view.lanes[0]?.guard.stopPrice ?? Number.NaN;
    const before = stop();
    told.tell('resume, armed #1000002');
    expect(stop()).toBe(before);
    told.tell('candle 100 high 103 low 97');
    expect(stop()).toBeLessThan(before);
  });

  it('keeps trying an exit that failed', () => {
    const told = after(`${HELD}, quote 95, reject, resume`);
    expect(told.tell('timer 1')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
  });

  it('keeps the trading state', () => {
    const told = after('operator halted, resume');
    expect(told.now('tradingState')).toBe('halted');
  });
});
