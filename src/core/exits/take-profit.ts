/** A target, a ratio above the average entry price. A target that the strategy gave takes its place. */
import { type ExitRule, proposeTarget, priceAt } from './rule.ts';

const name = 'take-profit';

export const takeProfit: ExitRule = {
  name,
  dependsOn: 'fill',
  isEnabled: (settings) => settings.takeProfitRatio !== undefined,
  propose(position, { takeProfitRatio }, proposal) {
    if (takeProfitRatio === undefined || !Number.isNaN(position.strategyTargetPrice)) return;
    proposeTarget(proposal, name, priceAt(position.entryPrice, takeProfitRatio));
  },
};
