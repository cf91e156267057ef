import { describe, expect, it } from 'vitest';
import { loadSettings } from '../settings/index.ts';
import { composeEngineSettings } from './engine-settings.ts';

function slicesOf(overrides: Readonly<Record<string, string>>) {
  const settings = loadSettings({ overrides });
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  return composeEngineSettings(settings.value, []).exitSlices;
}

describe('slices of exits', () => {
  it.each<[Readonly<Record<string, string>>, ReturnType<typeof slicesOf>]>([
    [{}, undefined],
    [{ EXIT_SLIPPAGE_PCT: '0.5%' }, undefined],
    [{ DEPTH_QUOTE_PER_BPS: '500' }, { ceilingRatio: 0.01, stepMs: 5000 }],
    [
      { DEPTH_QUOTE_PER_BPS: '500', EXIT_SLIPPAGE_PCT: '0.5%', EXIT_SLICE_SEC: '2' },
      { ceilingRatio: 0.005, stepMs: 2000 },
    ],
    [{ DEPTH_QUOTE_PER_BPS: '500', EXIT_SLIPPAGE_PCT: 'off' }, undefined],
  ])('of %j', (overrides, slices) => {
    expect(slicesOf(overrides)).toEqual(slices);
  });
});
