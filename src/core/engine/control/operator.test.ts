import { describe, expect, it } from 'vitest';
import { BTC, ETH, after } from '../testing/told-engine.ts';

const HELD = 'candle 100 buy, fill, armed';
const RESTING = 'candle 100 buy limit 90, accept';
const two = { lanes: ['BTC/USDT', 'BTC/USDT'] };

describe('an operator who sets the trading state', () => {
  it.each([
    ['active', ['warning tradingStateChanged']],
    ['reducing', ['cancel c0-0', 'warning tradingStateChanged']],
    ['halted', ['cancel c0-0', 'warning tradingStateChanged']],
  ])('to %s cancels resting entries unless it is active', (state, commands) => {
    const told = after(RESTING);
    expect(told.tell(`operator ${state}`)).toEqual(commands);
    expect(told.now('tradingState')).toBe(state);
  });

  it('to halted cancels every entry, whatever is known of it, and no exit', () => {
    const told = after('candle 100 buy / buy limit 90 / buy / buy, accept of c0-1, unknown of c0-2', {
      lanes: ['BTC/USDT', 'BTC/USDT', 'BTC/USDT', 'BTC/USDT'],
    });
    told.tell('fill of c0-3, armed lane 3, operator close 3');
    expect(told.tell('operator halted')).toEqual([
      'cancel c0-0',
      'cancel c0-1',
      'cancel c0-2',
      'critical tradingStateChanged',
    ]);
  });

  it.each([
    ['active', 'active', []],
    ['reducing', 'reducing', ['tradingState']],
    ['halted', 'halted', ['tradingState']],
    ['halted, then active', 'halted, operator active', []],
    ['halted, then reducing', 'halted, operator reducing', ['tradingState']],
  ])('to %s lets entries through or not', (_what, states, denials) => {
    expect(after(`operator ${states}`).denials('candle 100 buy')).toEqual(denials);
  });

  it.each(['reducing', 'active'])('to %s has an exit tried at once that waits after it failed', (state) => {
    const told = after(`${HELD}, operator close 0, reject, timer, reject`);
    expect(told.tell('timer 999')).toEqual([]);
    expect(told.tell(`operator ${state}, timer`)).toContain('submit sell 10 operatorExit: operator: because');
  });

  it('is named with the reason', () => {
    expect(after(HELD).notices('operator reducing')).toEqual([
      'tradingStateChanged: trading is reducing: because (ann)',
    ]);
  });

  it('to reducing leaves positions guarded', () => {
    const told = after(`${HELD}, operator reducing`);
    expect(told.tell('quote 95')).toEqual(['submit sell 10 protectiveExit: stop-loss']);
  });
});

describe('an operator who closes', () => {
  it.each([
    ['one position', HELD, 'close 0', ['submit sell 10 operatorExit: operator: because']],
    ['a position that is not there', 'candle 100', 'close 0', []],
    ['a lane that is not there', HELD, 'close 7', []],
    ['one that is leaving already', `${HELD}, candle 100 sell`, 'close 0', []],
    ['all of them', HELD, 'close all', ['submit sell 10 operatorExit: operator: because']],
    ['all of none', 'candle 100', 'close all', []],
    ['all while an entry rests', RESTING, 'close all', ['cancel c0-0']],
    ['all while an entry is under way', 'candle 100 buy', 'close all', ['cancel c0-0']],
    ['all while an entry is unknown', 'candle 100 buy, unknown', 'close all', ['cancel c0-0']],
  ])('%s answers what is there to do', (_what, given, action, commands) => {
    expect(after(given).tell(`operator ${action}`)).toEqual(commands);
  });

  it('one position leaves the others', () => {
    const told = after('candle 100 buy / buy, fill of c0-0, fill of c0-1, armed, armed lane 1', two);
    expect(told.tell('operator close 1')).toEqual(['lane 1: submit sell 10 operatorExit: operator: because']);
  });

  it('all leaves no entry working and no position, of whichever instrument', () => {
    const told = after('candle 100 buy / buy limit 90, candle 50 ETH buy, fill of c0-0, accept of c0-1, fill of c0-2', {
      instruments: [BTC, ETH],
      lanes: ['BTC/USDT', 'BTC/USDT', 'ETH/USDT'],
    });
    expect(told.tell('operator close all')).toEqual([
      'cancel c0-1',
      'submit sell 10 operatorExit: operator: because',
      'lane 2: submit sell 20 operatorExit: operator: because',
    ]);
  });

  it('all asks for the rest of a filling entry to be canceled before it sells', () => {
    const told = after('candle 100 buy, fill 4, armed');
    const commands = told.tell('operator close all');
    expect(commands[0]).toBe('cancel c0-0');
    expect(commands.at(-1)).toBe('submit sell 4 operatorExit: operator: because');
  });

  it.each(['close 0', 'close all'])('by "%s" may do so while trading is halted', (action) => {
    expect(after(`${HELD}, operator halted`).tell(`operator ${action}`)).toEqual([
      'submit sell 10 operatorExit: operator: because',
    ]);
  });
});

describe('an operator who cancels an order', () => {
  it.each([
    ['that rests', RESTING, 'c0-0', ['cancel c0-0']],
    ['that was not answered', 'candle 100 buy', 'c0-0', ['cancel c0-0']],
    ['that is unknown', 'candle 100 buy, unknown', 'c0-0', ['cancel c0-0']],
    ['that leaves a position', `${HELD}, candle 100 sell`, 'c0-1', ['cancel c0-1']],
    ['that has ended', HELD, 'c0-0', []],
    ['that nobody sent', HELD, 'c0-9', []],
  ])('%s', (_what, given, id, commands) => {
    expect(after(given).tell(`operator cancel ${id}`)).toEqual(commands);
  });

  it('does not cancel its twin', () => {
    const told = after('candle 100 buy limit 90 / buy limit 91, accept of c0-0, accept of c0-1', two);
    expect(told.tell('operator cancel c0-1')).toEqual(['cancel c0-1']);
  });

  it('need not ask for age to do it too', () => {
    const told = after(RESTING, { orderMaxAgeMs: 1000 });
    told.tell('operator cancel c0-0');
    expect(told.tell('timer 2000')).toEqual([]);
  });
});

/** One round trip, bought at 100 and sold at `price`. */
function trip(price: number): string {
  return `candle 100 buy, fill @ 100, armed, candle 100 sell, fill @ ${price}`;
}

describe('an operator who forgives losses', () => {
  it.each([
    ['a streak', { maxConsecutiveLosses: 1 }, 'lossStreak'],
    ['a day’s loss', { dailyLossLimitQuote: 10 }, 'dailyLoss'],
  ])('ends %s', (_what, risk, code) => {
    const told = after(trip(99), { risk });
    expect(told.denials('candle 100 buy, candle 100 buy')).toEqual([code, code]);
    expect(told.denials('operator reset, candle 100 buy')).toEqual([]);
  });

  it('measures the drawdown from here on, and leaves the latch to be released', () => {
    const told = after(trip(50), { risk: { maxDrawdownRatio: 0.05 } });
    expect(told.denials('candle 100, operator reset, candle 100 buy')).toEqual(['tradingState']);
    expect(told.denials('operator active, candle 100 buy')).toEqual([]);
  });

  it('does not hide what is lost after that', () => {
    const told = after(`${trip(99)}, operator reset, ${trip(99)}`, { risk: { dailyLossLimitQuote: 10 } });
    expect(told.denials('candle 100 buy')).toEqual(['dailyLoss']);
  });
});

describe('an operator’s key', () => {
  it.each([
    ['setTradingState', 'operator halted key k', 'operator active key l', 'operator halted key k'],
    ['closePosition', 'operator close 0 key k', 'canceled', 'operator close 0 key k'],
    ['closeAll', 'operator close all key k', 'canceled', 'operator close all key k'],
    ['cancelOrder', 'operator cancel c0-0 key k', 'candle 100', 'operator cancel c0-0 key k'],
    ['another action under the same key', 'operator halted key k', 'operator active key l', 'operator close all key k'],
  ])('is applied once: %s', (_what, once, between, twice) => {
    const told = after(`${HELD}, ${once}, ${between}`);
    const state = told.now('tradingState');
    expect(told.tell(twice)).toEqual([]);
    expect(told.now('tradingState')).toBe(state);
  });

  it('that is another is another action', () => {
    const told = after(`${RESTING}, operator cancel c0-0 key k`);
    expect(told.tell('operator cancel c0-0 key l')).toEqual(['cancel c0-0']);
  });

  it('is remembered for ten thousand more of them, and no longer', () => {
    const told = after(`${RESTING}, operator cancel c0-0 key first`);
    for (let count = 1; count < 10_000; count += 1) told.tell(`operator cancel none key k${count}`);
    expect(told.tell('operator cancel c0-0 key first')).toEqual([]);
    told.tell('operator cancel none key last');
    expect(told.tell('operator cancel c0-0 key first')).toEqual(['cancel c0-0']);
  });
});
