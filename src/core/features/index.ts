/** What is read out of a market beyond single indicators. */
export { type RegimeLines, type RegimePeriods, REGIME_PERIODS, regimeLines } from './regime-evidence.ts';
export { type RegimeSettings, REGIME_SETTINGS, RegimeDetector } from './regime.ts';
