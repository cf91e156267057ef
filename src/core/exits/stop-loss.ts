/** The hard stop, a ratio below the average entry price. A stop that the strategy gave takes its place. */
import { type ExitRule, proposeStop, priceAt } from './rule.ts';

const name = 'stop-loss';

export const stopLoss: ExitRule = {
  name,
  dependsOn: 'fill',
  stopsAtEntry: () => true,
  isEnabled: (settings) => settings.stopLossRatio !== undefined,
  propose(position, { stopLossRatio }, proposal) {
    if (stopLossRatio === undefined || !Number.isNaN(position.strategyStopPrice)) return;
    proposeStop(proposal, name, priceAt(position.entryPrice, -stopLossRatio));
  },
};
