/** What is read out of a market beyond single indicators. */
export { type RegimeLines, regimeLines } from './regime-evidence.ts';
export { type RegimeSettings, RegimeDetector } from './regime.ts';
