import { describe, expect, it } from 'vitest';
import { riskRules } from '../../core/risk/index.ts';
import { loadSettings } from '../settings/index.ts';
import { defaultLimits } from './default-limits.ts';

function hints(env: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const loaded = loadSettings({ env });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return defaultLimits(loaded.value);
}

describe('defaultLimits', () => {
  it('names setting, value, source and the way out', () => {
    expect(hints({}).get('maxPositions')).toBe(
      'MAX_POSITIONS=3 denied an entry and nobody set it (profile conservative): set MAX_POSITIONS to change it; RISK_PROFILE=open lifts it and its like',
    );
    expect(hints({}).get('ordersPerMinute')).toBe(
      'RATE_LIMIT_ORDERS_PER_MINUTE=10 denied an entry and nobody set it (default): set RATE_LIMIT_ORDERS_PER_MINUTE to change it',
    );
  });

  it('says nothing of limits that were set, or that are off', () => {
    expect(hints({ MAX_POSITIONS: '3' }).get('maxPositions')).toBeUndefined();
    expect(hints({ RISK_PROFILE: 'open' }).get('maxPositions')).toBeUndefined();
    expect(hints({}).get('cooldown')).toBeUndefined();
  });

  it('finds the limit behind a day that is held', () => {
    expect(hints({}).get('dailyLoss')).toMatch(/^RISK_DAILY_LOSS_LIMIT_PCT=5% /);
    expect(hints({ RISK_DAILY_LOSS_LIMIT_PCT: '4%' }).get('dailyLoss')).toBeUndefined();
    expect(hints({ RISK_DAILY_LOSS_LIMIT_QUOTE: '50' }).get('dailyLoss')).toBeUndefined();
  });

  it('knows the setting of every limit that is in force by default', () => {
    const limited = riskRules.filter(({ setting }) => setting !== undefined).map(({ code }) => code);
    expect(limited.filter((code) => hints({ SPREAD_BPS: '4' }).has(code)).sort()).toEqual(
      [
        'atrSpike',
        'candleGap',
        'clockDrift',
        'dailyLoss',
        'dailyLossShare',
        'expectedSlippage',
        'fee',
        'lossStreak',
        'maxDrawdown',
        'maxPositions',
        'ordersPerHour',
        'ordersPerMinute',
        'spread',
        'staleData',
        'symbolCapital',
        'totalExposure',
      ].sort(),
    );
  });
});
