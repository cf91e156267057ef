/**
 * A stop that follows the highest close at a distance, from the activation on. Closes only: inside a candle nobody
 * knows whether the high or the low came first, and assuming the high would flatter every backtest.
 */
import { type ExitRule, proposeStop, priceAt } from './rule.ts';

const name = 'trailing-stop';

export const trailingStop: ExitRule = {
  name,
  dependsOn: 'highestClose',
  stopsAtEntry: ({ trailingStop: setting }) => setting?.activationRatio === 0,
  isEnabled: (settings) => settings.trailingStop !== undefined,
  propose(position, { trailingStop: setting }, proposal) {
    if (!setting || position.highestClose < priceAt(position.entryPrice, setting.activationRatio)) return;
    proposeStop(proposal, name, priceAt(position.highestClose, -setting.distanceRatio));
    // A distance that was widened while the position is open does not lower the stop in force.
    proposeStop(proposal, name, position.stopPrice);
  },
};
