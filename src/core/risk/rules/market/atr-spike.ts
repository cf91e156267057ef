/** Pauses an instrument whose range jumps: stops and sizes were computed for a calmer market. */
import type { RiskRule } from '../../rule.ts';
import { percent } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    /** Pause a symbol when its ATR is this far above its own recent mean, e.g. 0.3. */
    readonly atrSpikeRatio?: number;
  }
}

export const atrSpike: RiskRule = {
  setting: 'atrSpikeRatio',
  name: 'atr-spike',
  code: 'atrSpike',
  scope: 'entry',
  reading: ({ settings, market }) => ({ limit: settings.atrSpikeRatio, value: market.atrSpikeRatio, unit: 'ratio' }),
  deny({ settings, market }) {
    const limit = settings.atrSpikeRatio;
    // Written so that an ATR before its warm-up (`NaN`) passes.
    if (limit === undefined || !(market.atrSpikeRatio > limit)) return undefined;
    return `ATR is ${percent(market.atrSpikeRatio)} above its recent mean, the limit is ${percent(limit)}`;
  },
};
