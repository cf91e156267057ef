/** Every protective exit rule. Adding one is a file and a line here. On equal levels the earlier one is named. */
import { atrStop } from './atr-stop.ts';
import { breakEven } from './break-even.ts';
import type { ExitRule, ExitSettings } from './rule.ts';
import { stopLoss } from './stop-loss.ts';
import { strategyLevels } from './strategy-levels.ts';
import { takeProfit } from './take-profit.ts';
import { timeStop } from './time-stop.ts';
import { trailingStop } from './trailing-stop.ts';

export { createExitProposal, evaluateExits } from './evaluate-exits.ts';
export type { ExitPosition, ExitProposal, ExitRule, ExitSettings } from './rule.ts';

/** Rules that repeat the stop in force come last among the stops, so that it keeps the name of the rule that set it. */
export const exitRules: readonly ExitRule[] = [
  strategyLevels,
  stopLoss,
  takeProfit,
  breakEven,
  trailingStop,
  atrStop,
  timeStop,
];

/** The rules that settings switch on, in order, and when they have to be asked again. */
export interface EnabledExits {
  readonly rules: readonly ExitRule[];
  /** After every candle. */
  readonly moveWithCandles: boolean;
  /** After a candle that closed higher than any before. */
  readonly moveWithHighs: boolean;
  /** A stop that a position has from its first fill on is configured: one without is naked. */
  readonly stopsAtEntry: boolean;
}

/** Settings are fixed for a run: ask once, not per candle. */
export function enabledExits(settings: ExitSettings): EnabledExits {
  const rules = exitRules.filter((rule) => rule.isEnabled(settings));
  return {
    rules,
    moveWithCandles: rules.some((rule) => rule.dependsOn === 'candle'),
    moveWithHighs: rules.some((rule) => rule.dependsOn === 'highestClose'),
    stopsAtEntry: rules.some((rule) => rule.stopsAtEntry?.(settings) === true),
  };
}

/**
 * Every position has a hard stop, 2 % below its entry, unless its strategy gives one or the owner sets another. The
 * other rules change what a strategy earns, so they are the owner's choice.
 */
export const defaultExitSettings: ExitSettings = { stopLossRatio: 0.02 };
