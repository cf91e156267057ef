import { rmSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { simulatedIdentity } from '../../src/main/parts/identity.ts';
import { loadSettings } from '../../src/main/settings/index.ts';
import { backtestOutcome, candleFolder, paperOutcome, settingsOn } from './same-file.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function aFolder(count: number): string {
  const folder = candleFolder(count);
  folders.push(folder);
  return folder;
}

const BUSY = {
  RISK_PROFILE: 'open',
  RISK_MAX_CAPITAL_PER_SYMBOL_PCT: '20%',
  STOP_LOSS_PCT: '1.5%',
  TAKE_PROFIT_PCT: '3%',
  TRAILING_STOP_PCT: '1.2%',
  POSITION_SIZE: '900',
  SPREAD_BPS: '4',
  SLIPPAGE_BPS: '3',
  DEPTH_QUOTE_PER_BPS: '2000',
  MAX_VOLUME_SHARE: '0.01',
  LATENCY_MS: '400',
};

it.each([{}, { LATENCY_CANDLES: '2' }])(
  'paper trading a file of 20,000 candles is the backtest of it: same orders, fills and equity, with %j',
  async (more) => {
    const folder = aFolder(20_000);
    const settings = settingsOn(folder, { ...BUSY, ...more });
    const backtest = await backtestOutcome(settings, folder);
    expect(backtest.fills.length).toBeGreaterThan(200);
    expect(await paperOutcome(settings)).toEqual(backtest);
  },
);

it('a backtest names its orders as paper trading does, whatever the mode and the file are called', () => {
  expect(runIdOf({ MODE: 'backtest', FEE_PCT: '0.1%' })).toBe(runIdOf({ REPLAY_FILE: 'btc.csv', FEE_PCT: '0.1%' }));
  expect(runIdOf({ FEE_PCT: '0.1%' })).not.toBe(runIdOf({ FEE_PCT: '0.3%' }));
});

it.each([
  ['signal-fusion', '0'],
  ['donchian-breakout', '1'],
  ['dca', '0'],
])(
  'a paper run of %s that is stopped and started again goes on as if nothing had been, %s candles late',
  async (strategy, latencyCandles) => {
    const folder = aFolder(9000);
    const settings = settingsOn(folder, { ...BUSY, STRATEGY: strategy, LATENCY_CANDLES: latencyCandles });
    const uninterrupted = await backtestOutcome(settings, folder);
    expect(uninterrupted.fills.length).toBeGreaterThan(50);
    expect(await paperOutcome(settings, [1500, 4000, 7000])).toEqual(uninterrupted);
  },
);

function runIdOf(overrides: Record<string, string>): string {
  const loaded = loadSettings({ overrides });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.error));
  return simulatedIdentity(loaded.value, 'any', 1).runId;
}
