/** With a wrong clock, ages, hours and cooldowns are wrong, and venues refuse signed requests. */
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxClockDriftMs?: number;
  }
}

export const clockDrift: RiskRule = {
  setting: 'maxClockDriftMs',
  name: 'clock-drift',
  code: 'clockDrift',
  scope: 'entry',
  reading: ({ settings, market }) => ({ limit: settings.maxClockDriftMs, value: market.clockDriftMs, unit: 'ms' }),
  deny({ settings, market }) {
    const limit = settings.maxClockDriftMs;
    if (limit === undefined || Math.abs(market.clockDriftMs) <= limit) return undefined;
    return `the clock is ${plain(market.clockDriftMs)} ms off, at most ${plain(limit)} ms are allowed either way`;
  },
};
