/** What a wish to leave does to one that is not met yet; `HELD` is ten coins, and the exit is refused twice. */
import { describe, expect, it } from 'vitest';
import { after } from '../testing/told-engine.ts';
import { isTighter } from './goal.ts';

const HELD = 'candle 100 buy, fill, armed';

describe('a wish to leave', () => {
  it.each([
    [
      'of the strategy is less than that of an operator',
      'operator close 0',
      'candle 100 sell',
      'operatorExit: operator: because',
    ],
    ['of the strategy is less than that of a stop', 'quote 95', 'candle 94 sell', 'protectiveExit: stop-loss'],
    ['of an operator is more than that of a stop', 'quote 95', 'operator close 0', 'operatorExit: operator: because'],
    [
      'of an operator is more than that of the strategy',
      'candle 100 sell',
      'operator close 0',
      'operatorExit: operator: because',
    ],
    ['of a stop is more than that of the strategy', 'candle 100 sell', 'quote 95', 'protectiveExit: stop-loss'],
  ])('%s', (_what, first, second, exit) => {
    const told = after(`${HELD}, ${first}, ${second}, reject of c0-1`);
    expect(told.tell('timer 60000')).toEqual([`submit sell 10 ${exit}`]);
  });

  it('for a part is less than one for everything, and more than one for a smaller part', () => {
    const told = after(`${HELD}, candle 100 sell 0.5, candle 100 sell 0.8, candle 100 sell 0.2, reject of c0-1`);
    expect(told.tell('timer 60000')).toEqual(['submit sell 8 signalExit: test exit']);
  });

  it('that is repeated is not tried sooner', () => {
    const told = after(`${HELD}, operator close 0 key a, reject, timer 0, reject`);
    expect(told.tell('operator close 0 key b, timer 999')).toEqual([]);
    expect(told.tell('timer 1')).toEqual(['submit sell 10 operatorExit: operator: because']);
  });

  it('on a higher word is tried at once', () => {
    const told = after(`${HELD}, quote 95, reject, timer 0, reject`);
    expect(told.tell('operator close 0')).toEqual(['submit sell 10 operatorExit: operator: because']);
  });

  it('that leaves more is no tighter, whoever wishes it', () => {
    const all = { quantity: 0n, purpose: 'signalExit', reason: 'test', tag: undefined, firedBy: undefined } as const;
    expect(isTighter({ ...all, quantity: 1n, purpose: 'operatorExit' }, all)).toBe(false);
  });
});
