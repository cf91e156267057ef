import { describe, expect, it } from 'vitest';
import { BTC, ETH, after, toldEngine } from '../testing/told-engine.ts';

describe('a tick of the clock', () => {
  it('tends orders before it tends positions', () => {
    const told = after('candle 100 buy / buy limit 90, fill of c0-0, accept of c0-1', {
      lanes: ['BTC/USDT', 'BTC/USDT'],
      orderMaxAgeMs: 5000,
    });
    expect(told.tell('timer 10001')).toEqual([
      'cancel c0-1',
      'critical positionNaked',
      'submit sell 10 protectiveExit: naked',
    ]);
  });

  it('tends every lane', () => {
    const told = after('candle 100 buy, candle 50 ETH buy, fill of c0-0, fill of c0-1', {
      lanes: ['BTC/USDT', 'ETH/USDT'],
      instruments: [BTC, ETH],
    });
    expect(told.tell('timer 10001').filter((line) => line.includes('submit'))).toEqual([
      'submit sell 10 protectiveExit: naked',
      'lane 1: submit sell 20 protectiveExit: naked',
    ]);
  });

  it.each([
    ['nothing', 'candle 100'],
    ['a guarded position', 'candle 100 buy, fill, armed'],
    ['a young order', 'candle 100 buy limit 90, accept'],
    ['an order that has ended', 'candle 100 buy, reject'],
  ])('has nothing to do with %s', (_what, given) => {
    expect(after(given).tell('timer 60000, timer 60000')).toEqual([]);
  });

  it.each([
    [2500, []],
    [2501, ['clockDrift']],
    [-2501, ['clockDrift']],
  ])('brings the clock’s drift: %i ms denies entries or not', (drift, denials) => {
    const told = after(`timer 0 drift ${drift}`, { risk: { maxClockDriftMs: 2500 } });
    expect(told.denials('candle 100 buy')).toEqual(denials);
    expect(told.denials('reject, timer 0 drift 0, candle 100 buy')).toEqual([]);
  });
});

describe('time alone would change something', () => {
  const HELD = 'candle 100 buy, fill, armed';

  it.each([
    ['at the start', '', false],
    ['with nothing under way', 'candle 100', false],
    ['with an order that was not answered', 'candle 100 buy', true],
    ['with a resting order', 'candle 100 buy limit 90, accept', true],
    ['with an order that has ended', 'candle 100 buy, reject', false],
    ['with levels that are not acknowledged', 'candle 100 buy, fill', true],
    ['with a guarded position', HELD, false],
    ['with a position whose levels failed', `${HELD}, armFailed`, true],
    ['with an exit to try again', `${HELD}, candle 100 sell, reject`, true],
    ['with an exit that was denied, although the position is guarded', `${HELD}, status halted, quote 95`, true],
    ['with a position that was left', `${HELD}, candle 100 sell, fill`, false],
    ['with a clock that is off', 'timer 0 drift 7', true],
    ['with a clock that is right again', 'timer 0 drift 7, timer 0 drift 0', false],
  ])('%s or not', (_what, given, awaits) => {
    const told = given === '' ? toldEngine() : after(given);
    expect(told.awaitsClock()).toBe(awaits);
  });
});

describe('time alone would change something in one lane of several', () => {
  const several = { lanes: ['BTC/USDT', 'ETH/USDT'], instruments: [BTC, ETH] };
  const HELD = 'candle 100 buy, candle 50 ETH buy, fill of c0-0, fill of c0-1, armed, armed lane 1';

  it.each([
    ['when all are guarded', HELD, several, false],
    ['when one asks for a second quote', `${HELD}, book 94`, several, true],
    ['when one is to be left and is not yet', `${HELD}, status halted, quote 95`, several, true],
    ['when one is not guarded', `${HELD}, armFailed lane 1`, several, true],
    ['when one has no stop because none is configured', HELD, { ...several, exits: {} }, false],
    ['when a level is to be tried again', 'candle 100 rest a:buy:96:5, candle 50 ETH, reject', several, true],
  ])('%s or not', (_when, given, options, awaits) => {
    expect(after(given, options).awaitsClock()).toBe(awaits);
  });
});

describe('a balance that was seen', () => {
  it('changes nothing', () => {
    const told = after('candle 100');
    expect([...told.tell('balance 1'), ...told.hear('balance 1')]).toEqual([]);
    expect(told.now('equity')).toBe(10_000);
  });
});
