import { formatPercent } from '../kinds/percent.ts';
import { type CrossCheck, error, warning, whichever } from './finding.ts';

/** Whether the exits can do what they are there for, fees included. */
export const checkExits: CrossCheck = ({ exits, risk, simulation, mode }) => {
  const fee = mode.mode === 'live' ? risk.feeEstimateRatio : simulation.feeRatio;
  const feeKey = mode.mode === 'live' ? 'FEE_PCT_ESTIMATE' : 'FEE_PCT';
  const roundTrip = 2 * fee;
  const target = exits.takeProfitRatio ?? Number.POSITIVE_INFINITY;
  const breakEven = exits.breakEvenActivationRatio;
  const isTrailing = exits.trailingDistanceRatio !== undefined;
  return whichever(
    [
      target <= roundTrip,
      error(
        ['TAKE_PROFIT_PCT', feeKey],
        `must be more than the fees of buying and selling, ${formatPercent(roundTrip)} together: every gain would be a loss`,
      ),
    ],
    [
      (exits.stopLossRatio ?? 1) <= roundTrip,
      warning(
        ['STOP_LOSS_PCT', feeKey],
        `is not wider than the fees of buying and selling, ${formatPercent(roundTrip)} together`,
      ),
    ],
    [
      isTrailing && exits.trailingActivationRatio >= target,
      warning(
        ['TRAILING_ACTIVATION_PCT', 'TAKE_PROFIT_PCT', 'TRAILING_STOP_PCT'],
        'is not below TAKE_PROFIT_PCT: the position is closed before the trailing stop begins',
      ),
    ],
    [
      !isTrailing && exits.trailingActivationRatio > 0,
      warning(['TRAILING_ACTIVATION_PCT', 'TRAILING_STOP_PCT'], 'has no effect without TRAILING_STOP_PCT'),
    ],
    [
      breakEven !== undefined && breakEven >= target,
      warning(
        ['BREAK_EVEN_PCT', 'TAKE_PROFIT_PCT'],
        'is not below TAKE_PROFIT_PCT: the position is closed before the stop is lifted',
      ),
    ],
    [
      breakEven !== undefined && exits.breakEvenOffsetRatio >= breakEven,
      error(
        ['BREAK_EVEN_OFFSET_PCT', 'BREAK_EVEN_PCT'],
        `must be below BREAK_EVEN_PCT, which is ${formatPercent(breakEven ?? 0)}: the stop would lie above the price`,
      ),
    ],
    [
      exits.isAtrStopTrailing && exits.atrStopMultiple === undefined,
      warning(['ATR_STOP_TRAILING', 'ATR_STOP_MULTIPLE'], 'has no effect without ATR_STOP_MULTIPLE'),
    ],
    [
      exits.stopLossRatio === undefined && exits.atrStopMultiple === undefined && !isTrailing,
      warning(['STOP_LOSS_PCT'], 'is off and no other stop is set: a falling position is held without a floor'),
    ],
  );
};
