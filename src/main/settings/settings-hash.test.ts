import { describe, expect, it } from 'vitest';
import type { SettingInputs } from './layers.ts';
import { loadSettings } from './load-settings.ts';
import { formatProblem } from './problem.ts';
import { settingsHash } from './settings-hash.ts';

function hashOf(inputs: SettingInputs): string {
  const loaded = loadSettings(inputs);
  if (!loaded.ok) throw new Error(loaded.error.map(formatProblem).join('\n'));
  return settingsHash(loaded.value);
}

describe('settingsHash', () => {
  const plain = hashOf({});

  it('is a SHA-256 that does not change from run to run', () => {
    expect(plain).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf({})).toBe(plain);
  });

  it.each<[string, SettingInputs]>([
    ['the spelling', { env: { STOP_LOSS_PCT: '0.02', SYMBOL: 'btc_usdt', TIMEFRAME: '5' } }],
    ['the source', { dotenvText: 'STOP_LOSS_PCT=2%' }],
    ['where a limit is from', { env: { MAX_POSITIONS: '3', RISK_PROFILE: 'conservative' } }],
    ['secrets', { env: { API_TOKEN: 'a-token-that-is-long' } }],
    ['folders', { env: { DATA_DIR: '/elsewhere' } }],
    ['what is shown', { env: { LOG_LEVEL: 'debug', TZ: 'Europe/Oslo', PORT: '9000' } }],
    ['the speed of simulated time', { env: { SIMULATED_SPEED: '600' } }],
  ])('does not depend on %s', (_, inputs) => {
    expect(hashOf(inputs)).toBe(plain);
  });

  it.each<[string, SettingInputs]>([
    ['a limit', { env: { MAX_POSITIONS: '4' } }],
    ['the profile that gives other limits', { env: { RISK_PROFILE: 'open' } }],
    ['a limit that is lifted', { env: { STOP_LOSS_PCT: 'off' } }],
    ['the strategy', { env: { STRATEGY: 'ema-cross' } }],
    ['its parameters', { env: { STRATEGY_PARAMS: 'fast=3' } }],
    ['the fee', { env: { FEE_PCT: '0.1%' } }],
    ['the seed', { env: { SIMULATED_SEED: '2' } }],
  ])('depends on %s', (_, inputs) => {
    expect(hashOf(inputs)).not.toBe(plain);
  });
});
