import type { RiskSettings } from './rule.ts';

/**
 * Limits of a bot nobody has configured: a conservative set that loses little while nobody looks. Off by default, as they
 * need to know the account or the strategy: trading hours, cooldown, position sizes in base and quote, daily loss in
 * quote, and correlation (most coins follow one another above 0.8, which would leave a single position).
 */
export const defaultRiskSettings: RiskSettings = {
  // A fifth of equity in one symbol and four fifths in all: four full positions, and quote left for fees.
  maxCapitalPerSymbolRatio: 0.2,
  maxTotalExposureRatio: 0.8,
  maxPositions: 3,
  maxOrdersPerHour: 10,
  // Holds for the day.
  dailyLossLimitRatio: 0.05,
  // Holds until a win of an open position or a reset: five in a row ask whether the market still is the strategy's.
  maxConsecutiveLosses: 5,
  // Latches: a person should look before more than a seventh of the account is gone.
  maxDrawdownRatio: 0.15,
  atrSpikeRatio: 0.3,
  // Wide enough for thin NOK pairs and the dearest fee schedule supported, narrow enough to refuse an empty book.
  maxSpreadRatio: 0.01,
  maxFeeRatio: 0.01,
  maxSlippageRatio: 0.01,
  maxOrdersPerMinute: 10,
  maxStaleCandles: 3,
  // One whole candle on top of the one that ended the gap.
  candlesAfterGap: 1,
  // Half of the time window in which venues accept a signed request.
  maxClockDriftMs: 2500,
  // Covers fees and the slip of a stop: what was bought can still be sold below it.
  minNotionalMargin: 1.1,
};
