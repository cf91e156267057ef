import { describe, expect, it } from 'vitest';
import { after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';

describe('an entry that is proven absent', () => {
  it('is made again at once, under a new id, from the same decision', () => {
    const told = after('candle 100 buy limit 90 stop 80, unknown');
    expect(told.tell('absent')).toEqual(['submit buy 11.1111 at 90 entry']);
    expect([...told.submitted.keys()]).toEqual(['c0-0', 'c0-1']);
    expect(told.submitted.get('c0-1')?.decisionId).toBe(told.submitted.get('c0-0')?.decisionId);
    expect(told.tell('fill @ 90')).toEqual(['arm #1 11.1111 stop 80 target -']);
  });

  it('frees what it had set aside', () => {
    const told = after('candle 100 buy size 9000, unknown');
    expect(told.tell('absent')).toEqual(['submit buy 90 entry']);
  });

  it('is made again as often as it is absent', () => {
    const told = after('candle 100 buy');
    for (let attempt = 0; attempt < 3; attempt += 1) expect(told.tell('absent')).toEqual(['submit buy 10 entry']);
  });

  it('is not made again once a newer candle has closed', () => {
    expect(after('candle 100 buy, unknown, candle 100').tell('absent')).toEqual([]);
  });

  it('is not made again once history has brought a newer candle', () => {
    expect(after('candle 100 buy, unknown, backfill 100').tell('absent')).toEqual([]);
  });

  it('is judged anew', () => {
    const told = after('candle 100 buy, unknown, operator halted');
    expect(told.denials('absent')).toEqual(['tradingState']);
  });

  it('that was told absent twice is made once', () => {
    const told = after('candle 100 buy, unknown');
    expect(told.tell('absent of c0-0, absent of c0-0')).toEqual(['submit buy 10 entry']);
  });

  it('waits until nothing else of its instrument is unknown', () => {
    const told = after('candle 100 buy / buy size 500, unknown of c0-0, unknown of c0-1', {
      lanes: ['BTC/USDT', 'BTC/USDT'],
    });
    expect(told.hear('absent of c0-0')).toEqual(['order c0-0 failed']);
    expect(told.tell('accept of c0-1')).toEqual(['submit buy 10 entry']);
  });

  it('waits in vain when a newer candle closes first', () => {
    const told = after('candle 100 buy / buy size 500, unknown of c0-0, unknown of c0-1', {
      lanes: ['BTC/USDT', 'BTC/USDT'],
    });
    expect(told.tell('absent of c0-0, candle 100, accept of c0-1')).toEqual(['look up c0-1']);
  });

  it('each of several that waited is made again', () => {
    const told = after('candle 100 buy / buy size 500, unknown of c0-0, unknown of c0-1', {
      lanes: ['BTC/USDT', 'BTC/USDT'],
    });
    expect(told.tell('absent of c0-0, absent of c0-1')).toEqual(['submit buy 10 entry', 'lane 1: submit buy 5 entry']);
  });
});

describe('an exit that is proven absent', () => {
  it.each([
    ['whole', 'candle 100 sell', 'submit sell 10 signalExit: test exit'],
    ['a half', 'candle 100 sell 0.5', 'submit sell 5 signalExit: test exit'],
    ['a stop', 'quote 95', 'submit sell 10 protectiveExit: stop-loss'],
    ['an operator’s', 'operator close 0', 'submit sell 10 operatorExit: operator: because'],
  ])('(%s) is made again at once, for the same reason', (_what, exit, then) => {
    const told = after(`${HELD}, ${exit}, unknown`);
    expect(told.tell('absent')).toEqual([then]);
    expect(told.tell('absent')).toEqual([then]);
  });

  it('is made again however many candles have closed', () => {
    const told = after(`${HELD}, candle 100 sell, unknown, candle 100, candle 100`);
    expect(told.tell('absent')).toEqual(['submit sell 10 signalExit: test exit']);
  });

  it('is one attempt, not two: the next tick adds none', () => {
    const told = after(`${HELD}, quote 95, unknown, absent`);
    expect(told.tell('timer 1000, candle 100')).toEqual([]);
  });

  it('is denied like any other, and not forgotten', () => {
    const told = after(`${HELD}, quote 95, unknown, status halted`);
    expect(told.tell('absent')).toEqual(['critical exitDenied']);
    expect(told.tell('status trading, timer 1')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
  });
});
