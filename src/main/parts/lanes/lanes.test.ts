import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../settings/index.ts';
import { composeLanes } from './lanes.ts';

function lanesOf(overrides: Readonly<Record<string, string>>) {
  const settings = loadSettings({ overrides });
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  return composeLanes(settings.value);
}

describe('composeLanes', () => {
  it('puts every strategy on every symbol, symbols outermost', async () => {
    const lanes = await lanesOf({ SYMBOLS: 'BTC/USDT,ETH/USDT', STRATEGY: 'ema-cross,dca' });
    expect(lanes.ok && lanes.value.map((lane) => `${lane.symbol} ${lane.strategy.name}`)).toEqual([
      'BTC/USDT ema-cross',
      'BTC/USDT dca',
      'ETH/USDT ema-cross',
      'ETH/USDT dca',
    ]);
  });

  it('hands each strategy its own parameters, as they were written', async () => {
    const lanes = await lanesOf({
      STRATEGY: 'ema-cross,donchian-breakout',
      STRATEGY_PARAMS: 'ema-cross.fast=7,donchian-breakout.exitPeriod=9',
    });
    expect(lanes.ok && lanes.value.map((lane) => lane.parameters)).toEqual([{ fast: '7' }, { exitPeriod: '9' }]);
  });

  it('tells about every strategy that cannot be found', async () => {
    const lanes = await lanesOf({ STRATEGY: 'ema-cros,./none.ts,dca' });
    expect(!lanes.ok && lanes.error).toEqual([
      expect.stringContaining('strategy "ema-cros" is not known'),
      expect.stringContaining('none.ts does not exist'),
    ]);
  });
});
