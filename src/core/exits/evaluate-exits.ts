import type { ExitPosition, ExitProposal, ExitRule, ExitSettings } from './rule.ts';

/** An empty proposal, to be reused. Its numbers begin as `NaN`, so that the engine never changes their representation. */
export function createExitProposal(): ExitProposal {
  return { stopPrice: Number.NaN, stopRule: '', targetPrice: Number.NaN, targetRule: '', exitRule: '' };
}

/**
 * Hot: once per closed candle of an open position. Empties the proposal and lets every rule fill it. On equal levels
 * the earlier rule is named. A stop at or above the latest close is proposed as it is: armed, it fires at once, which
 * is what a price that has fallen through it calls for.
 */
export function evaluateExits(
  rules: readonly ExitRule[],
  position: ExitPosition,
  settings: ExitSettings,
  proposal: ExitProposal,
): void {
  proposal.stopPrice = Number.NaN;
  proposal.stopRule = '';
  proposal.targetPrice = Number.NaN;
  proposal.targetRule = '';
  proposal.exitRule = '';
  for (let i = 0; i < rules.length; i += 1) (rules[i] as ExitRule).propose(position, settings, proposal);
}
