import { describe, expect, it } from 'vitest';
import type { Fingerprint } from '../support/named-backtest.ts';
import { GOLDEN_STRATEGIES, computeGolden, describeChange, readGolden } from './golden.ts';

describe('a golden backtest', () => {
  it.each(GOLDEN_STRATEGIES)('of %s trades exactly as recorded', (name) => {
    expect(describeChange(name, readGolden(name), computeGolden(name))).toBe('');
  });

  it.each(GOLDEN_STRATEGIES)('of %s has enough trades, and denials by risk, to mean something', (name) => {
    const { trips, denials } = readGolden(name);
    expect(trips.length).toBeGreaterThan(15);
    expect(Object.keys(denials).length).toBeGreaterThan(0);
  });

  it('that changed names the first differing trade and what to do about it', () => {
    const golden = readGolden('ema-cross');
    const trips = golden.trips.with(3, 'sold a day later');
    const changed: Fingerprint = { ...golden, trips, finalEquity: '1' };
    expect(describeChange('ema-cross', golden, changed).split('\n')).toEqual([
      'The golden backtest of ema-cross has changed.',
      'First differing trade, number 4:',
      `  was ${golden.trips[3]}`,
      '  is  sold a day later',
      `finalEquity: was "${golden.finalEquity}", is "1"`,
      'If that is intended: npm run golden:update, and add a line under "Trading behaviour" in CHANGELOG.md.',
    ]);
  });
});
