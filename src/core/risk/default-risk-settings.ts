import type { RiskSettings } from './rule.ts';

/**
 * Limits of a bot nobody has configured: they stop accidents and leave the pace to the strategy. Off by default, as
 * they need to know the account or the strategy: trading hours, positions, cooldown, orders per hour, position sizes
 * in base and quote, daily loss, loss streak (in a backtest nobody would reset it) and correlation (most coins follow
 * one another above 0.8, which would leave a single position).
 */
export const defaultRiskSettings: RiskSettings = {
  // A fifth of equity in one symbol and four fifths in all: four full positions, and quote left for fees.
  maxCapitalPerSymbolRatio: 0.2,
  maxTotalExposureRatio: 0.8,
  // Latches: nearly a third of the account is gone, a person should look.
  maxDrawdownRatio: 0.3,
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
