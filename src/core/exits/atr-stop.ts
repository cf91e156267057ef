/**
 * A stop some ATRs away. Without trailing it hangs below the entry price and breathes with the market: a rising ATR
 * lowers it, never below the other rules' stops. With trailing it hangs below the highest close and only tightens.
 */
import { type ExitRule, proposeStop } from './rule.ts';

const name = 'atr-stop';

export const atrStop: ExitRule = {
  name,
  dependsOn: 'candle',
  stopsAtEntry: () => true,
  isEnabled: (settings) => settings.atrStop !== undefined,
  propose(position, { atrStop: setting }, proposal) {
    if (!setting) return;
    const anchor = setting.isTrailing ? position.highestClose : position.entryPrice;
    // Before the ATR's warm-up this is `NaN`, which proposes nothing.
    proposeStop(proposal, name, anchor - setting.multiple * position.atr);
    if (setting.isTrailing) proposeStop(proposal, name, position.stopPrice);
  },
};
