/**
 * Price movement below this share of the price is rounding, not movement: averages that decay towards zero on a flat
 * market count as zero, and what is computed from them stays as it was. TA-Lib draws the line at an absolute 1e-8, which a coin priced 0.000001 moves below every day.
 */
export const NEGLIGIBLE_RATIO = 1e-14;
