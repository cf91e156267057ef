/** Adding to a position that is open already does not make it one more. */
import type { RiskRule } from '../../rule.ts';
import { plain } from '../wording.ts';

declare module '../../rule.ts' {
  interface RiskSettings {
    readonly maxPositions?: number;
  }
}

export const maxPositions: RiskRule = {
  setting: 'maxPositions',
  name: 'max-positions',
  code: 'maxPositions',
  scope: 'entry',
  reading: ({ settings, portfolio }) => ({
    limit: settings.maxPositions,
    value: portfolio.openPositions,
    unit: 'positions',
  }),
  deny({ settings, portfolio }) {
    const limit = settings.maxPositions;
    if (limit === undefined || portfolio.isLaneOpen || portfolio.openPositions < limit) return undefined;
    return `${plain(portfolio.openPositions)} positions are open, the limit is ${plain(limit)}`;
  },
};
