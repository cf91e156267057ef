/** Levels that a strategy gave with its entry. They replace the configured stop loss and take profit percentages. */
import { type ExitRule, proposeStop, proposeTarget } from './rule.ts';

const name = 'strategy-levels';

export const strategyLevels: ExitRule = {
  name,
  // A strategy may give levels with any entry, whatever is configured.
  dependsOn: 'fill',
  isEnabled: () => true,
  propose(position, _settings, proposal) {
    proposeStop(proposal, name, position.strategyStopPrice);
    proposeTarget(proposal, name, position.strategyTargetPrice);
  },
};
