import type { SettingValues } from './settings.ts';

/** Of one entry where nothing is set: works in any quote, two fit a symbol's 20 % and eight an exposure of 80 %. */
export const DEFAULT_EQUITY_SHARE = 0.1;

/** How entries are sized: as POSITION_SIZE_MODE says, else by the amount that is set, else by a share of equity. */
export function sizeModeOf({ sizeMode, sizeQuote }: SettingValues['size']): 'fixed' | 'equity' | 'atr' | 'risk' {
  return sizeMode ?? (sizeQuote === undefined ? 'equity' : 'fixed');
}
