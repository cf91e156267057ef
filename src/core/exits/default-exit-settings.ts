import type { ExitSettings } from './rule.ts';

/**
 * Every position has a hard stop, 2 % below its entry, unless its strategy gives one or the owner sets another. The
 * other rules change what a strategy earns, so they are the owner's choice.
 */
export const defaultExitSettings: ExitSettings = { stopLossRatio: 0.02 };
