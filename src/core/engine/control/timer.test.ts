import { describe, expect, it } from 'vitest';
import { BTC, ETH, after } from '../testing/told-engine.ts';

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

describe('a balance that was seen', () => {
  it('changes nothing', () => {
    const told = after('candle 100');
    expect([...told.tell('balance 1'), ...told.hear('balance 1')]).toEqual([]);
    expect(told.now('equity')).toBe(10_000);
  });
});
