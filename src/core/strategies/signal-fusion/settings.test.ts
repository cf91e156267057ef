import { describe, expect, it } from 'vitest';
import { resolveParameters } from '../api/index.ts';
import { type FusionParameters, fusionParameters, fusionSettings } from './settings.ts';
import { signals } from './signals/index.ts';

function someParameters(given: Readonly<Record<string, unknown>> = {}): FusionParameters {
  const resolved = resolveParameters(fusionParameters, given);
  if (!resolved.ok) throw new Error(resolved.error.join('\n'));
  return resolved.value;
}

describe('fusion settings', () => {
  it('raise what follows trends in bull and bear markets, and what reverts in sideways ones', () => {
    const { weights } = fusionSettings(someParameters({ regimeTilt: 2 }));
    for (const [index, signal] of signals.entries()) {
      const configured = signal.weight(someParameters());
      const inTrend = { trend: 2, reversion: 0.5, neutral: 1 }[signal.family];
      const inRange = { trend: 0.5, reversion: 2, neutral: 1 }[signal.family];
      expect(weights.bull[index]).toBeCloseTo(configured * inTrend, 12);
      expect(weights.bear[index]).toBeCloseTo(configured * inTrend, 12);
      expect(weights.sideways[index]).toBeCloseTo(configured * inRange, 12);
      expect(weights.volatile[index]).toBe(configured);
    }
  });

  it('have one set of weights when the regime switch is off', () => {
    const { weights } = fusionSettings(someParameters({ regimeTilt: 1 }));
    expect(weights.bull).toEqual(weights.sideways);
  });

  it('open the gate for the regimes that were chosen', () => {
    const { entriesAllowed } = fusionSettings(someParameters({ enterInVolatile: true, enterInBull: false }));
    expect(entriesAllowed).toEqual({ bull: false, bear: false, sideways: true, volatile: true, unknown: false });
  });

  it('cannot hold a sell threshold above the buy threshold', () => {
    expect(fusionParameters.sellThreshold.to).toBeLessThanOrEqual(fusionParameters.buyThreshold.from);
  });
});
