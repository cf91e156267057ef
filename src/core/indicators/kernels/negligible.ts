/**
 * Price movement below this share of the price is rounding, not movement: averages that decay towards zero on a flat
 * market count as zero, and a ratio of them stays as it was. Their quotient holds long before that and would end as
 * noise: at the smallest doubles RSI becomes 50 and +DI 100. An absolute line would lie above all that a coin priced
 * 0.000001 moves in a day.
 */
export const NEGLIGIBLE_RATIO = 1e-14;
