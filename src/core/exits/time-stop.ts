/** Leaves at once when the position has been held for this many closed candles, whatever the price. */
import { type ExitRule, proposeExit } from './rule.ts';

const name = 'time-stop';

export const timeStop: ExitRule = {
  name,
  dependsOn: 'candle',
  isEnabled: (settings) => settings.timeStop !== undefined,
  propose(position, { timeStop: setting }, proposal) {
    if (setting && position.candlesHeld >= setting.maxCandles) proposeExit(proposal, name);
  },
};
