/** Once a close has reached the activation, the stop moves to the entry price plus an offset that pays the fees. */
import { type ExitRule, proposeStop, priceAt } from './rule.ts';

const name = 'break-even';

export const breakEven: ExitRule = {
  name,
  dependsOn: 'highestClose',
  isEnabled: (settings) => settings.breakEven !== undefined,
  propose(position, { breakEven: setting }, proposal) {
    // The highest close is asked, not the latest: what was reached once stays reached.
    if (!setting || position.highestClose < priceAt(position.entryPrice, setting.activationRatio)) return;
    proposeStop(proposal, name, priceAt(position.entryPrice, setting.offsetRatio));
  },
};
