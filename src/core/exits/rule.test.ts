import { describe, expect, it } from 'vitest';
import { createExitProposal } from './index.ts';
import { proposeExit, proposeStop, proposeTarget } from './rule.ts';

type Propose = typeof proposeStop;

/** What is proposed after each rule in order has named its price, as `price rule`. */
function after(propose: Propose, ...prices: readonly number[]): string {
  const proposal = createExitProposal();
  for (const [at, price] of prices.entries()) propose(proposal, `rule-${at}`, price);
  const { stopPrice, stopRule, targetPrice, targetRule } = proposal;
  return stopRule === '' ? `${targetPrice} ${targetRule}` : `${stopPrice} ${stopRule}`;
}

describe('what rules propose together', () => {
  it.each<[string, Propose, readonly number[], string]>([
    ['the highest stop', proposeStop, [95, 97, 96], '97 rule-1'],
    ['of equal stops the one of the earlier rule', proposeStop, [97, 97], '97 rule-0'],
    ['the smallest price above zero as a stop', proposeStop, [Number.MIN_VALUE], `${Number.MIN_VALUE} rule-0`],
    ['no stop at or below zero, or of no value', proposeStop, [0, -1, Number.NaN], 'NaN '],
    ['the lowest target', proposeTarget, [110, 105, 108], '105 rule-1'],
    ['of equal targets the one of the earlier rule', proposeTarget, [105, 105], '105 rule-0'],
    ['the smallest price above zero as a target', proposeTarget, [Number.MIN_VALUE], `${Number.MIN_VALUE} rule-0`],
    ['no target at or below zero, or of no value', proposeTarget, [0, -1, Number.NaN], 'NaN '],
  ])('is %s', (_title, propose, prices, expected) => {
    expect(after(propose, ...prices)).toBe(expected);
  });

  it('is to leave for the reason of the first rule that says so', () => {
    const proposal = createExitProposal();
    proposeExit(proposal, 'time-stop');
    proposeExit(proposal, 'another');
    expect(proposal.exitRule).toBe('time-stop');
  });
});
